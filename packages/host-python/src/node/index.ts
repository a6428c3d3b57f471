/** What Node does for an application in Python: finding its interpreter, and starting it. The only part of this package that touches the world. */
export { type ApplicationSetting, startApplication } from './application-starter.ts';
export { findApplications, folderOfApplications } from './applications.ts';
export { findPython } from './find-python.ts';
export { notStarted } from './not-started.ts';
