/// JavaPOS services of an invented maker, like those that a real one ships: they use the public JavaPOS interfaces
/// and no code of ours. `jpos.xml` beside names them.
@NullMarked
package example.orrin;

import org.jspecify.annotations.NullMarked;
