package lkg.http;

/** The versions of HTTP that are told apart here. A later minor version of HTTP/1 is treated as 1.1 (RFC 9110 §2.5). */
public enum HttpVersion {
    HTTP_1_0,
    HTTP_1_1
}
