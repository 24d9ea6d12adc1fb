package lkg.server.docs;

import java.io.IOException;
import java.util.List;

/** Compares what a page says with the project. */
interface PageCheck {

    List<Complaint> complaints(Page page) throws IOException;
}
