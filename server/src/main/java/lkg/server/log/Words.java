package lkg.server.log;

import java.util.EnumMap;
import java.util.Map;
import lkg.http.Body;
import lkg.server.EndReason;
import lkg.server.Observer.Answer;
import lkg.server.Observer.Refusal;
import lkg.server.Setting;

/** Says in words why something ended, with the numbers of the server that has ended it. */
final class Words {

    private static final int REQUEST_TIMEOUT = 408;

    private final Map<Setting, Long> settings;
    private final Map<EndReason, String> ends = new EnumMap<>(EndReason.class);

    Words(Map<Setting, Long> settings) {
        this.settings = settings;
        for (EndReason reason : EndReason.values()) {
            ends.put(reason, inWords(reason));
        }
    }

    /** Words for a server whose settings are the default ones. */
    static Words ofDefaults() {
        return new Words(Map.of());
    }

    /** Why a connection has ended. */
    String of(EndReason reason) {
        return ends.get(reason);
    }

    private String inWords(EndReason reason) {
        return switch (reason) {
            case CLIENT_CLOSED -> "client closed";
            case CLIENT_LEFT -> "client closed early";
            case NETWORK_FAILED -> "reset by client";
            case IDLE -> "idle for " + time(Setting.IDLE_TIMEOUT);
            case REQUEST_TIMEOUT -> "request took too long to arrive";
            case REFUSED -> "request refused";
            case MADE_ROOM -> "made room for another connection";
            case HANDLER_TIMEOUT -> "handler took over " + time(Setting.HANDLER_TIMEOUT);
            case STALLED -> "client stalled for " + time(Setting.STALL_TIMEOUT);
            case CLIENT_WISH -> "client asked to close";
            case REQUEST_LIMIT -> "had " + grouped(value(Setting.MAX_REQUESTS_PER_CONNECTION)) + " requests";
            case RESPONSE_END -> "end of a response without a length";
            case BODY_FAILED -> "body of the response failed";
            case BODY_UNREAD -> "body of the request left unread";
            case TLS_FAILED -> "TLS handshake failed";
            case TLS_TIMEOUT -> "TLS handshake took over " + time(Setting.HEAD_TIMEOUT);
            case PROXY_HEADER -> "no valid PROXY header";
            case SHUTDOWN -> "server stops";
            case FAILED -> "bug in the server";
        };
    }

    /** Why a response was broken off, and how much of it was sent. Empty if all of it was sent. */
    String brokenOff(Answer answer) {
        if (answer.brokenOff().isEmpty()) {
            return "";
        }
        String length = answer.bodyLength() == Body.UNKNOWN_LENGTH ? "" : " of " + grouped(answer.bodyLength());
        return of(answer.brokenOff().get()) + " after " + grouped(answer.bodyBytes()) + length + " bytes";
    }

    /** Why a request was refused. */
    String refused(Refusal refusal) {
        if (refusal.reason().status() == REQUEST_TIMEOUT) {
            return refusal.request().isEmpty()
                    ? "head took over " + time(Setting.HEAD_TIMEOUT)
                    : "body stalled for " + time(Setting.STALL_TIMEOUT);
        }
        return refusal.reason().getMessage();
    }

    private long value(Setting setting) {
        return settings.getOrDefault(setting, setting.defaultValue());
    }

    private String time(Setting setting) {
        long millis = value(setting);
        return millis % 1000 == 0 ? grouped(millis / 1000) + " s" : grouped(millis) + " ms";
    }

    /** A number with commas, as in 1,048,576. */
    static String grouped(long number) {
        return number < 1000
                ? Long.toString(number)
                : grouped(number / 1000) + "," + (1000 + number % 1000 + "").substring(1);
    }
}
