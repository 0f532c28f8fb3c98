/** An error with the service's name for it. */
export class ServiceError extends Error {
  constructor(name: string, message: string, readonly status = 400) {
    super(message);
    this.name = name;
  }
}
