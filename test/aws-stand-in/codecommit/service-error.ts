/** An error with the name that the service gives it. */
export class ServiceError extends Error {
  constructor(name: string, message: string, readonly status = 400) {
    super(message);
    this.name = name;
  }
}
