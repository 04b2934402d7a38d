"""What editors' corrections teach: which rules of the parser they overturn, and evaluation cases made of their records."""
