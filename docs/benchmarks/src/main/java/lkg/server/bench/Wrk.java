package lkg.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk, with one thread. */
public final class Wrk {

    /**
     * What it saw.
     *
     * @param requests that were answered
     * @param errors answers other than 2xx and failed connections
     */
    public record Result(double requestsPerSecond, long requests, long errors) {}

    private static final String ALL_ERRORS = "Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)";

    private final Path pipeline;
    private final Path close;

    Wrk() throws IOException {
        Path folder = Files.createTempDirectory("wrk");
        pipeline = Files.writeString(folder.resolve("pipeline.lua"), """
                init = function(args)
                  local r = {}
                  for i = 1, 16 do r[i] = wrk.format() end
                  all = table.concat(r)
                end
                request = function() return all end
                """);
        close = Files.writeString(folder.resolve("close.lua"), "wrk.headers['Connection'] = 'close'\n");
    }

    Result run(Scenario scenario, int port, int seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("wrk", "-t", "1", "-c", String.valueOf(scenario.connections), "-d", seconds + "s"));
        switch (scenario) {
            case PIPELINED -> command.addAll(List.of("-s", pipeline.toString()));
            case NEW_CONNECTIONS -> command.addAll(List.of("-s", close.toString()));
            default -> {}
        }
        command.add("http://127.0.0.1:" + port + scenario.path);
        // To wrk, a server that closes after its response without having announced it has failed to be read.
        String errors = scenario == Scenario.NEW_CONNECTIONS
                ? "Socket errors: connect (\\d+), read \\d+, write (\\d+), timeout (\\d+)"
                : ALL_ERRORS;
        return run(command, errors);
    }

    /** Runs wrk with these arguments, and counts every failed connection. */
    public static Result run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("wrk"));
        command.addAll(arguments);
        return run(command, ALL_ERRORS);
    }

    private static Result run(List<String> command, String errors) throws IOException, InterruptedException {
        String output = Commands.output(command.toArray(String[]::new));
        long failed = sum(output, errors);
        return new Result(
                number(output, "Requests/sec:\\s+([0-9.]+)"),
                (long) number(output, "(\\d+) requests in"),
                failed + sum(output, "Non-2xx or 3xx responses: (\\d+)"));
    }

    private static double number(String output, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(output);
        if (!matcher.find()) {
            throw new IOException("wrk says: " + output);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static long sum(String output, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output);
        long sum = 0;
        if (matcher.find()) {
            for (int i = 1; i <= matcher.groupCount(); i++) {
                sum += Long.parseLong(matcher.group(i));
            }
        }
        return sum;
    }
}
