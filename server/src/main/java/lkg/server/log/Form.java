package lkg.server.log;

import java.time.Duration;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.server.EndReason;
import lkg.server.Observer.Answer;
import lkg.server.Observer.Refusal;

/**
 * How the lines of a log look. Each method returns the line for one event, with its line feed, or an empty one if this
 * form says nothing of it. The line is valid until the next call.
 *
 * <p>For one thread: each thread that writes to a log has a form of its own.
 */
interface Form {

    /** The status of a request without a response, as in the logs of nginx. */
    int NO_RESPONSE = 499;

    /** The client of a request that was refused, which a proxy has named if there is one. */
    static Client clientOf(Refusal refusal) {
        return refusal.request().map(HttpRequest::client).orElse(refusal.client());
    }

    Line answered(Answer answer, Words words);

    Line refused(Refusal refusal, Words words);

    Line abandoned(HttpRequest request, Duration waited, EndReason reason, Words words);

    Line closed(Client client, EndReason reason, Words words);

    /** So many lines are missing here, because they could not be written in time. */
    Line dropped(long lines);
}
