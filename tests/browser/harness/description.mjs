// SPDX-License-Identifier: GPL-3.0-or-later
// The server's OpenAPI description, as something that replies are held against.
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const escaped = (key) => encodeURIComponent(String(key).replaceAll("~", "~0").replaceAll("/", "~1"));
const wildcards = (path) => path.split("{").length;

export class Description {
    constructor(document) {
        this.document = document;
        this.ajv = addFormats(new Ajv2020.default({ strict: false, allErrors: true }));
        this.ajv.addSchema({ ...document, $id: "description" });
        this.operations = Object.entries(document.paths).flatMap(([path, item]) =>
            Object.keys(item).filter((method) => /^(get|post|put|delete)$/.test(method)).map((method) => ({
                path, method, pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`), asked: false,
            })));
    }

    /** The operation that answers a path; the one with the fewest wildcards. */
    operationOf(method, path) {
        return this.operations.filter((one) => one.method === method && one.pattern.test(path))
            .sort((left, right) => wildcards(left.path) - wildcards(right.path))[0];
    }

    /** The described response and where it stands, as a list of keys. */
    responseOf({ path, method }, status) {
        const { responses } = this.document.paths[path][method];
        const key = [status, `${Math.trunc(status / 100)}XX`, "default"].find((one) => one in responses);
        if (key === undefined) return null;
        const reference = responses[key].$ref;
        const keys = reference ? reference.slice(2).split("/") : ["paths", path, method, "responses", key];
        return { keys, response: keys.reduce((value, one) => value[one], this.document) };
    }

    faultsOf(schemaKeys, value) {
        const valid = this.ajv.compile({ $ref: `description#/${schemaKeys.map(escaped).join("/")}` });
        return valid(value) ? [] : valid.errors.slice(0, 3).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
    }

    /** What is wrong with a reply, as the description says; empty if nothing. */
    check(method, path, reply, text) {
        const operation = this.operationOf(method, path);
        if (!operation) return reply.status < 400 ? ["answers, but is not described"] : [];
        operation.asked = true;
        const found = this.responseOf(operation, reply.status);
        if (!found) return [`status ${reply.status} is not described`];
        if (reply.status === 304 || reply.status === 204) return text === "" ? [] : [`${reply.status} with a body`];
        const type = (reply.headers.get("Content-Type") ?? "").split(";")[0];
        const { content } = found.response;
        if (!content) return text === "" ? [] : ["has a body, and none is described"];
        if (!(type in content)) return [`type ${type} is not described`];
        if (!type.endsWith("json") || !content[type].schema) return [];
        return this.faultsOf([...found.keys, "content", type, "schema"], JSON.parse(text));
    }
}
