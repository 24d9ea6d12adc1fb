package lkg.server.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks again while names are being exchanged. A look takes several system calls, so it may meet neither the old state
 * nor the new one.
 */
interface RepeatedLook<T> {

    int MAX_TRIES = 20;

    /**
     * The system reports a directory that was exchanged for a link as it reports a broken disk. A disk may take seconds
     * each time, so there are fewer of these tries.
     */
    int MAX_FAILURES = 3;

    /** Looks once. Empty if the names have changed meanwhile. */
    Optional<T> once() throws IOException;

    /**
     * Looks until there is a result.
     *
     * @param path what is looked for
     * @throws NoSuchFileException if the path leads to nothing that is served
     */
    static <T> T at(Path path, RepeatedLook<T> look) throws IOException {
        int failures = 0;
        for (int i = 0; i < MAX_TRIES; i++) {
            try {
                Optional<T> found = look.once();
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (OutsideException | AccessDeniedException e) {
                throw e;
            } catch (NoSuchFileException e) {
                if (isAbsent(path)) {
                    throw e;
                }
            } catch (FileSystemException e) {
                failures++;
                if (failures == MAX_FAILURES) {
                    throw e;
                }
            }
        }
        throw new IOException(path + " cannot be found for as long as what leads to it changes so fast");
    }

    /**
     * Whether the path leads to nothing. Looks twice: while the system follows a link that is being exchanged, what the
     * old one led to may be deleted.
     */
    private static boolean isAbsent(Path path) {
        return !Files.exists(path) && !Files.exists(path);
    }
}
