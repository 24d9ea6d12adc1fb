package lkg.server.bench.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A site of 18,000 files in 200 directories, the same in each run. nginx keeps all of them open, and 20,000 is a usual
 * limit for the descriptors of a process. The sizes are log-normal with a median of 8 KiB and a
 * sigma of 1.45, cut at 1 MiB. Their mean is about 22 KiB, and together they take about 400 MB.
 */
final class GeneratedSite implements AutoCloseable {

    static final int FILES = 18_000;

    private static final int DIRECTORIES = 200;
    private static final int MEDIAN_BYTES = 8 * 1024;
    private static final double SIGMA = 1.45;
    private static final int LARGEST_BYTES = 1024 * 1024;

    /** Each as often as it is common on the web. */
    private static final List<String> EXTENSIONS = List.of(
            "html", "css", "js", "js", "js", "svg", "svg", "png", "png", "png", "png", "png", "png", "json", "json");

    /**
     * A file of the site.
     *
     * @param path as a client asks for it
     */
    record SiteFile(String path, int bytes) {}

    private final TemporaryDirectory root = new TemporaryDirectory("site");
    private final List<SiteFile> files = new ArrayList<>(FILES);

    GeneratedSite() throws IOException {
        Random random = new Random(42);
        byte[] text = new byte[LARGEST_BYTES];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (' ' + random.nextInt(95));
        }
        for (int i = 0; i < DIRECTORIES; i++) {
            String name = String.format("section-%03d", i);
            Path directory = root.directory(name);
            for (int j = 0; j < FILES / DIRECTORIES; j++) {
                String extension = EXTENSIONS.get(random.nextInt(EXTENSIONS.size()));
                String file = String.format("item-%02d.%s", j, extension);
                int bytes = (int) Math.min(LARGEST_BYTES, MEDIAN_BYTES * Math.exp(SIGMA * random.nextGaussian()));
                TemporaryDirectory.file(directory, file, Arrays.copyOf(text, bytes));
                files.add(new SiteFile("/" + name + "/" + file, bytes));
            }
        }
    }

    Path directory() {
        return root.path;
    }

    List<SiteFile> files() {
        return files;
    }

    @Override
    public void close() {
        root.close();
    }
}
