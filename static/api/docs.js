// @ts-check
/** Starts Swagger UI on the document of this site; requests carry the page's session and its CSRF token. */
const root = document.getElementById("api-docs");
window.SwaggerUIBundle({
  url: root.dataset.document,
  domNode: root,
  deepLinking: true,
  validatorUrl: null,
  presets: [window.SwaggerUIBundle.presets.apis],
  requestInterceptor: (request) => {
    if (request.url.startsWith(location.origin)) request.headers["X-CSRFToken"] = root.dataset.csrf;
    return request;
  },
});
