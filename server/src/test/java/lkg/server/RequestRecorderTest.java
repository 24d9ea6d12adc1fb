package lkg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import lkg.http.HttpRequest;
import lkg.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of the JDK has of requests. */
class RequestRecorderTest {

    @Test
    void aRecordingHasEachRequestAndHowItEnded(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("recording.jfr");
        ServerBuilder server = LkgServer.builder()
                .handler(request -> HttpResponse.text(200, "hello\n"))
                .observer(new RequestRecorder());
        try (Recording recording = new Recording()) {
            recording.enable("lkg.Request");
            recording.start();
            assertThat(RequestRecorder.isRecording()).isTrue();
            try (InMemoryClient client = InMemoryClient.of(server)) {
                client.send(HttpRequest.get("/a?token=secret"));
                client.send("GET /b c HTTP/1.1\r\n\r\n");
            }
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);

        assertThat(events).extracting(event -> event.getString("end")).containsExactly("SENT", "REFUSED");
        RecordedEvent answered = events.get(0);
        assertThat(answered.getString("method")).isEqualTo("GET");
        assertThat(answered.getString("path")).as("without the query").isEqualTo("/a");
        assertThat(answered.getInt("status")).isEqualTo(200);
        assertThat(answered.getLong("bodyBytes")).isEqualTo(6);
        assertThat(answered.getDuration("toFirstByte"))
                .isPositive()
                .isLessThanOrEqualTo(answered.getDuration("toLastByte"));
        assertThat(answered.getString("client")).isEqualTo("127.0.0.1");
        assertThat(events.get(1).getInt("status")).isEqualTo(400);
    }
}
