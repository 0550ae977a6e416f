"""What a fast start is trained with: the classes and methods that this uses start faster later.

Those of the command that runs it are among them: where run comes to use other parts of the JDK, a
change of this file has caches trained anew.
"""

import collections
import concurrent.futures
import json
import re

import fibonacci
import word_count

# Document 001's loop: what a start is measured by, and what the compilers are trained with.
LOOP = "j=0\nfor i in range(10000000): j=j+i;"


def words(text):
    return collections.Counter(re.findall(r"\w+", text))


text = "Now is better than never. " * 2000
assert words(text)["is"] == 2000
# Not a search: it loads the Vector API, which no cache can hold, as it is no module of the start.
assert word_count.search.__name__ == "search"
assert fibonacci.fibonacci_nogil(90) == 2880067194370816120
assert json.loads(json.dumps({"text": text}))["text"] == text
with concurrent.futures.ThreadPoolExecutor(2) as executor:
    assert list(executor.map(len, [text, "is"])) == [52000, 2]
for _ in range(3):
    names = {}
    exec(LOOP, names)
    assert names["j"] == 49999995000000
print("trained")
