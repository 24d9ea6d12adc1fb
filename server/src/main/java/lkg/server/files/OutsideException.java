package lkg.server.files;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A path that exists, but leads to nothing that is served: outside the root, to a hidden file, or round in circles. */
final class OutsideException extends NoSuchFileException {

    private static final long serialVersionUID = 1;

    OutsideException(Path path) {
        super(path.toString());
    }
}
