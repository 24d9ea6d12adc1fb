package lkg.server.cli;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import lkg.server.ServerBuilder;
import lkg.server.log.AccessLog;
import lkg.server.log.LogFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The option of the access log, and the log itself: on stdout behind the banner, or in a file. */
final class LogOptions {

    private static final String NAME = "--log";
    private static final String BRIEF = "brief";
    private static final String COMBINED = "combined";
    private static final String JSON = "json";
    private static final List<String> FORMS = List.of(BRIEF, COMBINED, JSON);

    private final OptionSpec values = OptionSpec.builder(NAME)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .splitRegex(",")
            .paramLabel("FORM|FILE")
            .description(
                    "Access log: brief (the default), combined or json, on stdout; or a file, as in ./access.log, in"
                            + " the combined form; FORM,FILE for a file in another form.")
            .build();

    private final CountDownLatch banner = new CountDownLatch(1);
    private Optional<AccessLog> log = Optional.empty();

    void addTo(CommandSpec command) {
        command.addOption(values);
    }

    /** Adds the log to {@code builder}, unless it would go to stdout of a quiet server. */
    void addTo(ServerBuilder builder, GivenOptions given, boolean quiet) throws CannotStartException {
        try {
            log = open(given, quiet);
        } catch (IOException e) {
            throw new CannotStartException("cannot write the access log: " + whyNot(e));
        }
        observe(builder);
    }

    /** Adds the log that is open already to another server. */
    void observe(ServerBuilder builder) {
        log.ifPresent(builder::observer);
    }

    private Optional<AccessLog> open(GivenOptions given, boolean quiet) throws IOException {
        List<String> values = this.values.getValue() == null ? List.of() : this.values.getValue();
        Optional<String> form = only(values.stream().filter(FORMS::contains).toList(), "forms", given);
        Optional<String> file =
                only(values.stream().filter(value -> !FORMS.contains(value)).toList(), "files", given);
        if (file.isPresent()) {
            requireFileName(file.get(), given);
            return Optional.of(open(form.orElse(COMBINED), LogFile.append(Path.of(file.get())), false));
        }
        if (quiet) {
            return Optional.empty();
        }
        boolean coloured = Terminal.showsColours(System.getenv());
        return Optional.of(open(form.orElse(BRIEF), new Stdout(banner), coloured));
    }

    /** A form with a typing error would else become a file. */
    private static void requireFileName(String name, GivenOptions given) {
        if (!name.contains(".") && !name.contains("/") && !name.contains(File.separator)) {
            throw given.refuse(given.name(NAME) + " must be brief, combined, json or a file, as in ./" + name
                    + ", but was '" + name + "'");
        }
    }

    private static Optional<String> only(List<String> given, String what, GivenOptions options) {
        if (given.size() > 1) {
            throw options.refuse(
                    options.name(NAME) + " has two " + what + ": '" + given.get(0) + "' and '" + given.get(1) + "'");
        }
        return given.stream().findFirst();
    }

    private static AccessLog open(String form, OutputStream out, boolean coloured) {
        return switch (form) {
            case COMBINED -> AccessLog.combined(out);
            case JSON -> AccessLog.json(out);
            default -> coloured ? AccessLog.coloured(out) : AccessLog.brief(out);
        };
    }

    /** Why a file cannot be opened, behind its name. */
    private static String whyNot(IOException e) {
        if (e instanceof NoSuchFileException) {
            return e.getMessage() + ": no such directory";
        }
        if (e instanceof AccessDeniedException) {
            return e.getMessage() + ": permission denied";
        }
        return e.getMessage();
    }

    /** From now on the log may write to stdout. */
    void bannerIsOut() {
        banner.countDown();
    }

    /** Writes what is left. */
    void close() {
        log.ifPresent(AccessLog::close);
    }

    /** The log may have lines as soon as the server listens, but the banner is the first line of stdout. */
    private static final class Stdout extends FilterOutputStream {

        private final CountDownLatch banner;

        Stdout(CountDownLatch banner) {
            super(new FileOutputStream(FileDescriptor.out));
            this.banner = banner;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                banner.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            out.write(bytes, offset, length);
        }
    }
}
