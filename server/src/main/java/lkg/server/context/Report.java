package lkg.server.context;

import java.time.Duration;
import lkg.http.HttpRequest;

/** What is known of one response that has not been sent to its end. Places are counted in bytes of the connection. */
final class Report {

    final HttpRequest request;
    final int status;
    final long bodyLength;
    final long beginNanos;
    final long start;
    final long bodyStart;

    /** Known at once if all of the response is in the buffer. */
    long end = Long.MAX_VALUE;

    Duration toFirstByte = Duration.ZERO;

    Report(HttpRequest request, int status, long bodyLength, long beginNanos, long start, long bodyStart) {
        this.request = request;
        this.status = status;
        this.bodyLength = bodyLength;
        this.beginNanos = beginNanos;
        this.start = start;
        this.bodyStart = bodyStart;
    }
}
