package lkg.server.browser;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request of the browser, and what came over the network for it. What the browser takes from its cache without asking
 * is none.
 *
 * @param outcome the status code, or why there was no response
 * @param fields of the response's head
 */
record Exchange(String url, String outcome, JsonNode fields) {

    boolean failed() {
        return !outcome.matches("[123].*");
    }

    String field(String name) {
        return fields.path(name).asText();
    }

    @Override
    public String toString() {
        return outcome + " " + url;
    }
}
