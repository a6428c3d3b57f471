/** Properties end after two seconds in a mutation run, and hold if nothing was found by then. */
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), interruptAfterTimeLimit: 2000, markInterruptAsFailure: false });
