/// JavaPOS services of an invented maker, as a real one ships them: written to the public contract of JavaPOS and to
/// nothing of this house. `jpos.xml` beside names them.
@NullMarked
package example.orrin;

import org.jspecify.annotations.NullMarked;
