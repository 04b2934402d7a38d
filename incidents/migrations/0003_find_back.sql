DROP FUNCTION bw_reindex() CASCADE;
DROP FUNCTION bw_index_reports(bigint[]), bw_index_incidents(bigint[]), bw_index_statements(bigint[]);
DROP FUNCTION bw_begun(text), bw_words("char", text), bw_folded(text);
DROP TEXT SEARCH CONFIGURATION bw;
DROP TEXT SEARCH CONFIGURATION bw_whole;
DROP TEXT SEARCH DICTIONARY bw_whole;
