package lkg.server.files;

import lkg.http.HttpResponse;

/** Responses to requests that no file can answer: the status, and one sentence for a person. */
final class ErrorPage {

    private ErrorPage() {}

    static HttpResponse of(int status) {
        return HttpResponse.text(
                status,
                switch (status) {
                    case 403 -> "403 this file may not be read\n";
                    case 404 -> "404 there is no such file\n";
                    case 405 -> "405 files can only be read: use GET or HEAD\n";
                    case 412 -> "412 the file has changed\n";
                    case 416 -> "416 the file has no such bytes\n";
                    case 501 -> "501 there is no such method\n";
                    default -> throw new IllegalArgumentException("no text for status " + status);
                });
    }
}
