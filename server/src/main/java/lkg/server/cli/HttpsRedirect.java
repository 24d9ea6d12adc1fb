package lkg.server.cli;

import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.Handler;

/**
 * Sends a client of plain HTTP to the same host, path and query over TLS. The method stays the same (308), and no
 * client keeps the answer for good, because the port may speak plain HTTP again some day.
 */
record HttpsRedirect(int port) implements Handler {

    private static final int HTTPS_PORT = 443;

    @Override
    public HttpResponse handle(HttpRequest request) throws HttpException {
        String host = hostOf(request.headers().first("Host").orElse(""));
        String target = request.target();
        if (host.isEmpty() || !target.startsWith("/")) {
            throw new HttpException(400, "only a path on a host that the Host field names can be redirected to https");
        }
        String authority = port == HTTPS_PORT ? host : host + ":" + port;
        return HttpResponse.text(308, "https://" + authority + target + "\n")
                .withHeader("Location", "https://" + authority + target)
                .withHeader("Cache-Control", "no-store");
    }

    /** Without the port. The parser has accepted the field, so what looks like a port is one. */
    private static String hostOf(String field) {
        int colon = field.lastIndexOf(':');
        return colon > field.lastIndexOf(']') ? field.substring(0, colon) : field;
    }
}
