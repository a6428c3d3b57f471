import { Oso } from 'oso-cloud';
import { createApp } from './app.js';

// In production: the address of Oso Cloud, and the key of an environment there. Nothing else changes.
const oso = new Oso(process.env.OSO_URL ?? 'http://127.0.0.1:8081', process.env.OSO_AUTH ?? 'any key');

createApp(oso).listen(3000, '127.0.0.1', () => console.log('The application listens on http://127.0.0.1:3000'));
