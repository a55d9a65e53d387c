#!/usr/bin/env python3
"""Writes corrected copies of the atomic waiting headers of libstdc++ 12: fix_atomic_wait.py FROM TO

Where the system has no futex, libstdc++ 12 waits on a condition variable that addresses share. It
compares the value before it takes the lock, and notifies without the lock, so a notification can
fall between the two and the waiter sleeps on: semaphores, latches, barriers, atomic::wait and stop
callbacks hang now and then. The copies compare under the lock, notify under it, and wake all who
share the variable. Ends with an error where the headers are not the ones it knows.
"""

import pathlib
import sys

NOTIFY = """\
\tif (__all)
\t  _M_cv.notify_all();
\telse
\t  _M_cv.notify_one();
"""
NOTIFY_UNDER_LOCK = """\
\tlock_guard<mutex> __guard(_M_mtx);
\t_M_cv.notify_all();
"""

WAIT = """\
\t__platform_wait_t __val;
\t__atomic_load(__addr, &__val, __ATOMIC_SEQ_CST);
\tif (__val == __old)
\t  {
\t    lock_guard<mutex> __l(_M_mtx);
\t    _M_cv.wait(_M_mtx);
\t  }
"""
WAIT_UNDER_LOCK = """\
\tlock_guard<mutex> __guard(_M_mtx);
\tif (__atomic_load_n(__addr, __ATOMIC_SEQ_CST) == __old)
\t  _M_cv.wait(_M_mtx);
"""

WAIT_UNTIL = """\
\t  __platform_wait_t __val;
\t  __atomic_load(__addr, &__val, __ATOMIC_RELAXED);
\t  if (__val == __old)
\t    {
\t      lock_guard<mutex> __l(_M_mtx);
\t      return __cond_wait_until(_M_cv, _M_mtx, __atime);
\t    }
\t  else
\t    return true;
"""
WAIT_UNTIL_UNDER_LOCK = """\
\t  lock_guard<mutex> __guard(_M_mtx);
\t  if (__atomic_load_n(__addr, __ATOMIC_SEQ_CST) == __old)
\t    return __cond_wait_until(_M_cv, _M_mtx, __atime);
\t  return true;
"""

CORRECTIONS = {
    "atomic_wait.h": [(NOTIFY, NOTIFY_UNDER_LOCK), (WAIT, WAIT_UNDER_LOCK)],
    "atomic_timed_wait.h": [(WAIT_UNTIL, WAIT_UNTIL_UNDER_LOCK)],
}


def main(source: pathlib.Path, target: pathlib.Path) -> None:
    for name, corrections in CORRECTIONS.items():
        text = (source / name).read_text()
        for wrong, right in corrections:
            if text.count(wrong) != 1:
                sys.exit(f"{source / name} is not libstdc++ 12's: look whether it still needs the correction")
            text = text.replace(wrong, right)
        (target / name).write_text(text)


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
