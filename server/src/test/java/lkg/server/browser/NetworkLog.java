package lkg.server.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Finds exchanges in messages of the DevTools protocol. The messages about one request come in any order, and may be
 * read at different times.
 */
final class NetworkLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A browser asks each site for it. */
    private static final String ICON = "/favicon.ico";

    private record Outcome(String id, String text, JsonNode fields) {}

    private final Map<String, String> urls = new HashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    void add(String text) throws IOException {
        JsonNode message = JSON.readTree(text).path("message");
        JsonNode parameters = message.path("params");
        String id = parameters.path("requestId").asText();
        switch (message.path("method").asText()) {
            case "Network.requestWillBeSent" ->
                urls.put(id, parameters.path("request").path("url").asText());
            case "Network.responseReceivedExtraInfo" ->
                outcomes.add(new Outcome(id, parameters.path("statusCode").asText(), parameters.path("headers")));
            case "Network.loadingFailed" -> {
                // A player cancels what it no longer needs.
                if (!parameters.path("canceled").asBoolean()) {
                    String why = parameters.path("errorText").asText();
                    outcomes.add(new Outcome(id, why, JSON.createObjectNode()));
                }
            }
            default -> {}
        }
    }

    /** Those since the last call, without those for the site's icon. */
    List<Exchange> takeExchanges() {
        List<Exchange> exchanges = new ArrayList<>();
        Iterator<Outcome> left = outcomes.iterator();
        while (left.hasNext()) {
            Outcome outcome = left.next();
            if (urls.containsKey(outcome.id)) {
                left.remove();
                exchanges.add(new Exchange(urls.get(outcome.id), outcome.text, outcome.fields));
            }
        }
        exchanges.removeIf(exchange -> exchange.url().endsWith(ICON));
        return exchanges;
    }
}
