package lkg.server.bench.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lkg.server.bench.Wrk;
import lkg.server.bench.site.GeneratedSite.SiteFile;

/** Asks for the files of the site in the order of a {@link Mix}, with wrk on {@value #CONNECTIONS} kept connections. */
final class SiteLoad implements AutoCloseable {

    static final int CONNECTIONS = 64;

    /** From one run to the next the first request moves on by a prime, so that each run asks for other files. */
    private static final int STEP = 49_999;

    private static final String SCRIPT = """
            local requests = {}
            local position = 0

            init = function(arguments)
              for path in io.lines(arguments[1]) do
                requests[#requests + 1] = "GET " .. path .. " HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n"
              end
              position = tonumber(arguments[2]) % #requests
            end

            request = function()
              position = position % #requests + 1
              return requests[position]
            end
            """;

    private final TemporaryDirectory folder = new TemporaryDirectory("wrk");
    private final Path script;
    private final Map<Mix, Path> paths = new EnumMap<>(Mix.class);

    SiteLoad(GeneratedSite site) throws IOException {
        script = Files.writeString(folder.path.resolve("mix.lua"), SCRIPT);
        for (Mix mix : Mix.values()) {
            List<SiteFile> drawn = mix.draw(site.files());
            Path list = folder.path.resolve(mix.title() + ".txt");
            paths.put(mix, Files.write(list, drawn.stream().map(SiteFile::path).toList()));
            System.out.printf(
                    "%s: %.1f KB a request%n",
                    mix.title(),
                    drawn.stream().mapToInt(SiteFile::bytes).average().orElse(0) / 1000);
        }
    }

    /**
     * Runs wrk.
     *
     * @param round runs of the same round ask for the same files
     */
    Wrk.Result run(Mix mix, int port, int seconds, int round) throws IOException, InterruptedException {
        return Wrk.run(List.of(
                "-t",
                "1",
                "-c",
                String.valueOf(CONNECTIONS),
                "-d",
                seconds + "s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + port,
                "--",
                paths.get(mix).toString(),
                String.valueOf(round * STEP)));
    }

    @Override
    public void close() {
        folder.close();
    }
}
