/** The report's charts as PNG files, one figure a file, drawn by XChart. */
@NullMarked
package tributary.report.figures;

import org.jspecify.annotations.NullMarked;
