package lkg.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What must go with the libraries: their licences, and a list of them that programs can read. */
final class Notices {

    private static final String BILL_OF_MATERIALS = "lkg-server.cdx.json";

    private Notices() {}

    /** Copies them out of the folder {@code built} of the server. */
    static void copy(Path built, Path folder) throws IOException {
        Files.copy(built.resolve(BILL_OF_MATERIALS), folder.resolve(BILL_OF_MATERIALS));
        Path licences = built.resolve("classes/META-INF/licenses");
        Path noticeOfTheJdk = Path.of(System.getProperty("java.home"), "NOTICE");
        if (Files.exists(noticeOfTheJdk)) {
            Files.copy(noticeOfTheJdk, folder.resolve("legal/NOTICE"));
        }
        Path copies = Files.createDirectories(folder.resolve("legal/" + AppModule.NAME));
        for (Path file : Folders.entries(licences)) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, copies.resolve(file.getFileName().toString()));
            }
        }
    }
}
