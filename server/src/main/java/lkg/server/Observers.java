package lkg.server;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import lkg.http.Client;
import lkg.http.HttpRequest;
import lkg.server.context.ServerContext;

/** Two observers as one. What one of them throws does not keep the other from being told. */
record Observers(Observer first, Observer second) implements Observer {

    /** Both, as long as there are two. */
    static Observer both(Observer first, Observer second) {
        if (first == NONE || second == NONE) {
            return first == NONE ? second : first;
        }
        return new Observers(first, second);
    }

    private void tellBoth(Consumer<Observer> event) {
        ServerContext.tell(first, event);
        ServerContext.tell(second, event);
    }

    @Override
    public void onConfigured(Map<Setting, Long> settings) {
        tellBoth(observer -> observer.onConfigured(settings));
    }

    /** There is one picture of a server at the most. */
    @Override
    public Steps steps() {
        return first.steps() == Steps.NONE ? second.steps() : first.steps();
    }

    @Override
    public void onOpened(Client client) {
        tellBoth(observer -> observer.onOpened(client));
    }

    @Override
    public void onAnswered(Answer answer) {
        tellBoth(observer -> observer.onAnswered(answer));
    }

    @Override
    public void onRefused(Refusal refusal) {
        tellBoth(observer -> observer.onRefused(refusal));
    }

    @Override
    public void onAbandoned(HttpRequest request, Duration waited, EndReason reason) {
        tellBoth(observer -> observer.onAbandoned(request, waited, reason));
    }

    @Override
    public void onClosed(Client client, EndReason reason) {
        tellBoth(observer -> observer.onClosed(client, reason));
    }
}
