package lkg.dist;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A folder as an archive that depends on the content of the folder only: the files are sorted, and have one owner and one time. */
final class TarGz {

    private static final int READ_ONLY = 0644;
    private static final int EXECUTABLE = 0755;

    private final Path folder;
    private final Instant time;

    TarGz(Path folder, Instant time) {
        this.folder = folder;
        this.time = time;
    }

    void write(Path archive) throws IOException {
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(
                new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(archive))), "UTF-8")) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Path file : Folders.entries(folder)) {
                add(out, file);
            }
        }
    }

    private void add(TarArchiveOutputStream out, Path file) throws IOException {
        String name = folder.getParent().relativize(file).toString();
        TarArchiveEntry entry;
        if (Files.isSymbolicLink(file)) {
            entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(file).toString());
        } else if (Files.isDirectory(file)) {
            entry = new TarArchiveEntry(name + "/");
        } else {
            entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(file));
            entry.setMode(Files.isExecutable(file) ? EXECUTABLE : READ_ONLY);
        }
        entry.setModTime(time.toEpochMilli());
        out.putArchiveEntry(entry);
        if (entry.isFile() && !entry.isSymbolicLink()) {
            Files.copy(file, out);
        }
        out.closeArchiveEntry();
    }
}
