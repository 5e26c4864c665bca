// Which entry of somebody's diary a note is begun from: the one that runs, or the next of the day.
const AROUND = 15;

const minutes = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Of entries {day, starts, ends, …}; `day` "2024-02-05", `time` "10:40". Null where nothing is left of the day. */
export function current(entries, day, time) {
  const at = minutes(time);
  const today = entries.filter((each) => each.day === day).sort((one, two) => minutes(one.starts) - minutes(two.starts));
  const runs = today.filter((each) => minutes(each.starts) - AROUND <= at && at <= minutes(each.ends) + AROUND);
  // Where one ends as the next begins, the one that began last.
  return runs.findLast((each) => minutes(each.starts) <= at) || runs[0] || today.find((each) => minutes(each.starts) > at) || null;
}
