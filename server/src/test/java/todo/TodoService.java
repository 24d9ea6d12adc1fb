package todo;

import static java.lang.System.out;
import static java.util.concurrent.TimeUnit.SECONDS;
import static lkg.server.Handler.async;
import static lkg.server.Handler.events;
import static lkg.server.Handler.onLoop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.function.Function;
import java.util.stream.Stream;
import lkg.http.Body;
import lkg.http.HttpException;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import lkg.server.EventStream;
import lkg.server.Filter;
import lkg.server.LkgServer;
import lkg.server.Observer;
import lkg.server.Routes;
import lkg.server.ServerBuilder;
import lkg.server.files.StaticFiles;

final class TodoService implements Observer {
    record Todo(String id, String title) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpResponse NOT_FOUND = HttpResponse.of(404, "text/html", Body.of("<h1>Nothing here</h1>"));

    private final Map<String, Todo> todos = new ConcurrentSkipListMap<>();
    private final Set<EventStream> subscribers = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> answersByStatus = new ConcurrentSkipListMap<>();
    private final Executor log = new ThreadPoolExecutor(
            1, 1, 0, SECONDS, new ArrayBlockingQueue<>(1000), TodoService::daemon, new DiscardPolicy());

    ServerBuilder server(Path files, Function<Todo, CompletableFuture<String>> tips) throws IOException {
        Routes routes = Routes.create()
                .get("/todos", this::list)
                .post("/todos", this::add)
                .get("/todos/{id}", request -> json(200, find(request)))
                .get("/todos/{id}/tip", async(r -> tips.apply(find(r)).thenApply(tip -> HttpResponse.text(200, tip))))
                .get("/live", events(stream -> {
                    subscribers.add(stream);
                    stream.onEnded(() -> subscribers.remove(stream));
                }))
                .get("/health", onLoop(request -> HttpResponse.text(200, "answered: " + answersByStatus)))
                .mount("/static", StaticFiles.of(files));
        Filter errorPage = Filter.after((request, response) -> response.status() == 404 ? NOT_FOUND : response);
        return LkgServer.builder().handler(routes).filter(errorPage).observer(this);
    }

    private HttpResponse list(HttpRequest request) throws IOException {
        String word = request.queryParameter("contains").orElse("");
        Stream<Todo> found = todos.values().stream().filter(todo -> todo.title().contains(word));
        return json(200, found.toList());
    }

    private HttpResponse add(HttpRequest request) throws IOException, HttpException {
        String title;
        try {
            title = JSON.readTree(request.body().stream()).path("title").asText();
        } catch (IOException e) {
            throw new HttpException(400, "the body is not JSON");
        }
        Todo todo = new Todo(UUID.randomUUID().toString(), title);
        todos.put(todo.id(), todo);
        subscribers.forEach(stream -> stream.offer(todo.title()));
        return json(201, todo).withHeader("Location", "/todos/" + todo.id());
    }

    private Todo find(HttpRequest request) throws HttpException {
        Optional<Todo> found = Optional.ofNullable(todos.get(request.pathParameter("id")));
        return found.orElseThrow(() -> new HttpException(404, "there is no such todo"));
    }

    @Override
    public void onAnswered(Answer answer) {
        answersByStatus.merge(answer.status(), 1, Integer::sum);
        HttpRequest request = answer.request();
        String line = request.client().address() + " " + request.target() + " " + answer.status();
        log.execute(() -> out.println(line));
    }

    private static Thread daemon(Runnable job) {
        Thread thread = new Thread(job, "access-log");
        thread.setDaemon(true);
        return thread;
    }

    private static HttpResponse json(int status, Object value) throws IOException {
        return HttpResponse.bytes(status, "application/json", JSON.writeValueAsBytes(value));
    }
}
