package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ObserversTest {

    private final List<String> told = new ArrayList<>();

    @Test
    void bothAreToldOfEachEvent() throws Exception {
        Observer both = Observers.both(observer("a"), observer("b"));

        for (Method event : Observer.class.getMethods()) {
            if (!Modifier.isStatic(event.getModifiers()) && event.getReturnType() == void.class) {
                event.invoke(both, new Object[event.getParameterCount()]);
                assertThat(told).containsExactly("a." + event.getName(), "b." + event.getName());
                told.clear();
            }
        }
    }

    @Test
    void oneThatFailsDoesNotKeepTheOtherFromBeingTold() {
        Observer failing = new Observer() {
            @Override
            public void onOpened(lkg.http.Client client) {
                throw new IllegalStateException("this observer fails");
            }
        };

        Observers.both(failing, observer("b")).onOpened(lkg.http.Client.NONE);

        assertThat(told).containsExactly("b.onOpened");
    }

    @Test
    void theOneThatWantsTheStepsIsToldOfThem() {
        Steps steps = new Steps() {};
        Observer watching = new Observer() {
            @Override
            public Steps steps() {
                return steps;
            }
        };

        assertThat(Observers.both(watching, observer("b")).steps()).isSameAs(steps);
        assertThat(Observers.both(observer("a"), watching).steps()).isSameAs(steps);
        assertThat(Observers.both(observer("a"), observer("b")).steps()).isSameAs(Steps.NONE);
    }

    @Test
    void oneAloneIsNotWrapped() {
        Observer one = observer("a");

        assertThat(Observers.both(Observer.NONE, one)).isSameAs(one);
        assertThat(Observers.both(one, Observer.NONE)).isSameAs(one);
    }

    @Test
    void aBuilderAddsObserversAndTellsThemItsSettings() {
        ServerBuilder builder = LkgServer.builder().handler(request -> HttpResponse.of(200));

        builder.observer(observer("a")).observer(observer("b")).config();

        assertThat(told).containsExactly("a.onConfigured", "b.onConfigured");
    }

    private Observer observer(String name) {
        InvocationHandler remember = (proxy, method, arguments) -> {
            if (method.getReturnType() != void.class) {
                return Steps.NONE;
            }
            told.add(name + "." + method.getName());
            return null;
        };
        return (Observer)
                Proxy.newProxyInstance(Observer.class.getClassLoader(), new Class<?>[] {Observer.class}, remember);
    }
}
