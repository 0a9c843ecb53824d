/** The tag by which Jetway knows what it made; its value is the name in `jetway.yaml`. */
export const ownerTag = 'jetway:name';
