import { Extension } from "django-prose-editor/editor";

export const Pasting = Extension.create({ name: "pasting" });
