package lkg.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** Writes what people serve into a directory. */
record Site(Path root) {

    void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    void writeFilesOfThreeSizes() throws IOException {
        write("a.txt", "1");
        write("b.txt", "333");
        write("c.txt", "22");
    }

    /** As a bundler builds it. */
    void writeAnApplication() throws IOException {
        write("index.html", """
                <!DOCTYPE html>
                <link rel="stylesheet" href="/assets/app-3f9c.css">
                <script type="module" src="/assets/app-51d7.js"></script>
                <h1></h1><a href="/">all</a>
                """);
        write("assets/app-3f9c.css", "body { color: rgb(1, 2, 3); }");
        write("assets/app-51d7.js", """
                const todos = await (await fetch("/todos.json")).json();
                const show = () => {
                  const id = location.pathname.match(/^\\/todos\\/(\\d+)$/)?.[1];
                  document.querySelector("h1").textContent = todos[id] ?? "all";
                };
                document.querySelector("a").onclick = (click) => {
                  click.preventDefault();
                  history.pushState(null, "", "/");
                  show();
                };
                window.onpopstate = show;
                show();
                """);
        write("todos.json", "{\"5\": \"water the plants\"}");
    }

    /** In a file with a hole, which takes no time to write. */
    void writeSilence(String name, int seconds) throws IOException {
        int bytes = seconds * 44_100 * 4;
        ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
        head.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        head.putShort((short) 1).putShort((short) 2).putInt(44_100).putInt(44_100 * 4);
        head.putShort((short) 4).putShort((short) 16);
        head.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        try (var file = new RandomAccessFile(root.resolve(name).toFile(), "rw")) {
            file.write(head.array());
            file.setLength(44 + bytes);
        }
    }

    void writeJavadoc() {
        StringWriter output = new StringWriter();
        int status = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new AssertionError("this JDK has no javadoc"))
                .run(
                        new PrintWriter(output),
                        new PrintWriter(output),
                        "-quiet",
                        "-Xdoclint:none",
                        "-d",
                        root.toString(),
                        "--source-path",
                        "../timer/src/main/java",
                        "--module",
                        "lkg.timer");
        assertThat(status).as("javadoc says: " + output).isZero();
    }
}
