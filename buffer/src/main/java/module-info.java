/** Growable, bounded bytes between a channel and a parser. */
module lkg.buffer {
    exports lkg.buffer;
}
