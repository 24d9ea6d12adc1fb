{
  const table = document.querySelector("table");
  const heads = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  let rows;

  const read = (row, place) => ({
    row,
    rank: row.className === "d" ? 0 : 1,
    keys: [
      Number(row.dataset.n ?? place),
      Number(row.cells[1].title.replace(/\D/g, "")),
      Date.parse(row.cells[2].firstChild.dateTime),
    ],
  });

  const sort = (column, sign) => {
    rows ??= Array.from(body.rows, read);
    rows.sort((a, b) => a.rank - b.rank || sign * (a.keys[column] - b.keys[column]) || a.keys[0] - b.keys[0]);
    // All at once: the line breaks between rows, left behind one by one, make each move slower.
    body.replaceChildren();
    for (const { row } of rows) body.append(row);
  };

  heads.forEach((head, column) => head.firstChild.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const descending = head.firstChild.search.endsWith("desc");
    sort(column, descending ? -1 : 1);
    try {
      history.replaceState(null, "", head.firstChild.href);
    } catch {
      // A page in a file or a frame may not change its address.
    }
    heads.forEach((other, i) => {
      const next = other === head ? !descending : i > 0;
      other.firstChild.search = other.firstChild.search.replace(/[a-z]+$/, next ? "desc" : "asc");
      other.removeAttribute("aria-sort");
    });
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  }));
}
