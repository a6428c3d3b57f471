/** A part of `npm run generate`. */
import { writeLists } from './check-lists.ts';

writeLists();
