package lkg.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A directory in which names change all the time between what is inside and links to what is outside, while {@code
 * this} runs on a thread of its own.
 *
 * <pre>
 *   site/file        a file, or a link to outside/secret.txt
 *   site/folder      a directory with a file secret.txt, or a link to outside
 *   site/link        a link to the file kept, or to outside/secret.txt
 *   site/chain       a link to folder
 *   site/kept        a file that stays
 * </pre>
 */
final class ChangingLinks implements Runnable {

    /** Paths worth asking for. */
    static final List<String> PATHS = List.of(
            "/file", "/folder/secret.txt", "/link", "/chain/secret.txt", "/folder/", "/chain/", "/folder", "/kept");

    static final String INSIDE = "may be seen";
    static final String OUTSIDE = "must not be seen";

    final Path site;
    private final Path outside;
    private final Path spare;
    private volatile boolean stopped;

    ChangingLinks(Path folder) throws IOException {
        site = Files.createDirectory(folder.resolve("site"));
        outside = Files.createDirectory(folder.resolve("outside"));
        spare = Files.createDirectory(folder.resolve("spare"));
        Files.writeString(outside.resolve("secret.txt"), OUTSIDE);
        Files.writeString(outside.resolve("index.html"), OUTSIDE);
        Files.writeString(site.resolve("kept"), INSIDE);
        Files.createDirectory(site.resolve("directory"));
        Files.createSymbolicLink(site.resolve("chain"), Path.of("folder"));
        Files.writeString(spare.resolve("file"), INSIDE);
        Files.createDirectory(spare.resolve("folder"));
        Files.writeString(spare.resolve("folder/secret.txt"), INSIDE);
        Files.writeString(spare.resolve("folder/index.html"), INSIDE);
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                inside();
                outside();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** In place of {@link #run}: what the link leads to is by turns a file and a directory. */
    void takeTurns() {
        try {
            while (!stopped) {
                leadTo("directory");
                leadTo("kept");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void leadTo(String name) throws IOException {
        link(name, "link");
    }

    private void inside() throws IOException {
        Files.deleteIfExists(site.resolve("folder"));
        move(spare.resolve("folder"), site.resolve("folder"));
        link("kept", "link");
        move(Files.writeString(spare.resolve("next"), INSIDE), site.resolve("file"));
    }

    private void outside() throws IOException {
        move(site.resolve("folder"), spare.resolve("folder"));
        link(outside.toString(), "folder");
        link(outside.resolve("secret.txt").toString(), "link");
        link(outside.resolve("secret.txt").toString(), "file");
    }

    private void link(String target, String name) throws IOException {
        Path link = spare.resolve("link");
        Files.deleteIfExists(link);
        move(Files.createSymbolicLink(link, Path.of(target)), site.resolve(name));
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
