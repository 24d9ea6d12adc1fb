package lkg.server.docs;

/** What is wrong in a page, and where. */
record Complaint(String page, int line, String what) {

    @Override
    public String toString() {
        return page + ":" + line + ": " + what;
    }
}
