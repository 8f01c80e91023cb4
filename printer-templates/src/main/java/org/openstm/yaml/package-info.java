/// Reads YAML files that people write, and says of an error the file, the line, what is wrong and what would be
/// right: a [YamlSource] is a file, a [YamlNode] a place in it.
///
/// Arrows: sees nothing of ours; Jackson's YAML parser is its only library. Thread: the caller's. Why here: this
/// module is the one that templates, devices and kiosk share, and all of them have such files.
@NullMarked
package org.openstm.yaml;

import org.jspecify.annotations.NullMarked;
