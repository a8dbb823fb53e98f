using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Server.Operations;

namespace Sluice.Server.OwnApi;

/// <summary>The description of the API, made of its resources: OpenAPI 3.1.</summary>
internal sealed class OpenApiDocument(IReadOnlyList<Resource> resources, Shape.Members error)
{
    private readonly SortedDictionary<string, Shape.Members> _shapes = new(StringComparer.Ordinal);

    /// <summary>Writes the members of the document's object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("openapi"u8, "3.1.0");
        json.WriteStartObject("info"u8);
        json.WriteString("title"u8, "Sluice");
        json.WriteString("version"u8, "v1");
        json.WriteString("description"u8, "What Sluice shows and does beyond the vendor's API: docs/own-api.md.");
        json.WriteEndObject();
        json.WriteStartArray("servers"u8);
        json.WriteStartObject();
        json.WriteString("url"u8, OwnPath.Prefix);
        json.WriteEndObject();
        json.WriteEndArray();
        WritePaths(json);
        WriteComponents(json);
    }

    private void WritePaths(Utf8JsonWriter json)
    {
        json.WriteStartObject("paths"u8);
        foreach (var path in resources.GroupBy(resource => resource.Path).OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(path.Key);
            foreach (var resource in path)
            {
                json.WriteStartObject(resource.Method.ToLowerInvariant());
                Write(json, resource);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Resource resource)
    {
        json.WriteString("operationId"u8, resource.Operation.Name);
        json.WriteString("summary"u8, resource.Summary);
        json.WriteStartArray("parameters"u8);
        foreach (var name in resource.Route.Names)
        {
            WriteParameter(json, new Field(name, Shape.Text, $"The {name} that is meant."), "path");
        }

        foreach (var field in resource.Query)
        {
            WriteParameter(json, field, "query");
        }

        if (resource.QueryFamily is { } family)
        {
            WriteFamily(json, family.Prefix, family.Field);
        }

        foreach (var (header, _) in resource.Headers)
        {
            WriteParameter(json, new Field(header, Shape.Text, "Sent by browsers that connect again.").OrNone, "header");
        }

        json.WriteEndArray();
        if (resource.Body.Count > 0)
        {
            WriteBody(json, resource);
        }

        WriteAnswers(json, resource);
        if (resource.Operation.IsForAnybody)
        {
            json.WriteStartArray("security"u8);
            json.WriteEndArray();
        }
        else if (resource.TakesPermission)
        {
            json.WriteString("x-sluice-permission"u8, $"{OwnDoor.Service}:{resource.Operation.Name}");
        }
    }

    private void WriteParameter(Utf8JsonWriter json, Field field, string place)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, field.Name);
        json.WriteString("in"u8, place);
        json.WriteBoolean("required"u8, !field.IsOptional);
        json.WriteString("description"u8, field.About);
        json.WriteStartObject("schema"u8);
        Write(json, field.Shape, mayBeNull: false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>An object whose members are parameters of their own.</summary>
    private static void WriteFamily(Utf8JsonWriter json, string prefix, Field field)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, field.Name);
        json.WriteString("in"u8, "query");
        json.WriteBoolean("required"u8, false);
        json.WriteString("style"u8, "form");
        json.WriteBoolean("explode"u8, true);
        json.WriteString("description"u8, field.About);
        json.WriteStartObject("schema"u8);
        json.WriteString("type"u8, "object");
        json.WriteStartObject("patternProperties"u8);
        json.WriteStartObject($"^{Regex.Escape(prefix)}");
        json.WriteString("type"u8, "string");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties"u8, false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteBody(Utf8JsonWriter json, Resource resource)
    {
        json.WriteStartObject("requestBody"u8);
        json.WriteBoolean("required"u8, resource.Body.Any(field => !field.IsOptional));
        json.WriteStartObject("content"u8);
        foreach (var type in (string[])["application/json", .. resource.Raw?.Types ?? []])
        {
            WriteMedia(json, type, schema => WriteMembers(schema, resource.Body, isOpen: resource.Raw is not null));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteAnswers(Utf8JsonWriter json, Resource resource)
    {
        json.WriteStartObject("responses"u8);
        json.WriteStartObject("200"u8);
        json.WriteString("description"u8, resource.IsStream ? "Server-sent events with this as data." : resource.IsLines ? "Lines of JSON, each of them this." : "Done.");
        WriteContent(
            json,
            ContentTypeOf(resource),
            schema => Write(schema, resource.IsArchive ? Shape.Bytes : resource.Answer, mayBeNull: false));
        json.WriteEndObject();
        json.WriteStartObject("default"u8);
        json.WriteString("description"u8, "It was refused.");
        WriteContent(json, "application/json", schema => Write(schema, error, mayBeNull: false));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string ContentTypeOf(Resource resource) =>
        resource.IsStream ? Besides.ServerSentEvents
        : resource.IsLines ? Besides.JsonLines
        : resource.IsArchive ? OwnCodec.ArchiveType
        : "application/json";

    private static void WriteContent(Utf8JsonWriter json, string type, Action<Utf8JsonWriter> writeSchema)
    {
        json.WriteStartObject("content"u8);
        WriteMedia(json, type, writeSchema);
        json.WriteEndObject();
    }

    private static void WriteMedia(Utf8JsonWriter json, string type, Action<Utf8JsonWriter> writeSchema)
    {
        json.WriteStartObject(type);
        json.WriteStartObject("schema"u8);
        writeSchema(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteComponents(Utf8JsonWriter json)
    {
        json.WriteStartObject("components"u8);
        json.WriteStartObject("schemas"u8);
        foreach (var (name, shape) in AllShapes().ToList())
        {
            json.WriteStartObject(name);
            WriteMembers(json, shape.Fields);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Those that were referred to, and those that these refer to.</summary>
    private SortedDictionary<string, Shape.Members> AllShapes()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var left = new Queue<Shape>(_shapes.Values);
        while (left.TryDequeue(out var shape))
        {
            if (shape is Shape.Items items)
            {
                left.Enqueue(items.Item);
            }
            else if (shape is Shape.Members members && seen.Add(members.Name))
            {
                _shapes[members.Name] = members;
                members.Fields.ToList().ForEach(field => left.Enqueue(field.Shape));
            }
        }

        return _shapes;
    }

    /// <param name="isOpen">There may be others.</param>
    private void WriteMembers(Utf8JsonWriter json, IReadOnlyList<Field> fields, bool isOpen = false)
    {
        json.WriteString("type"u8, "object");
        json.WriteStartObject("properties"u8);
        foreach (var field in fields)
        {
            json.WriteStartObject(field.Name);
            Write(json, field.Shape, field.MayBeNull);
            json.WriteString("description"u8, field.About);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("required"u8);
        foreach (var field in fields.Where(field => !field.IsOptional))
        {
            json.WriteStringValue(field.Name);
        }

        json.WriteEndArray();
        json.WriteBoolean("additionalProperties"u8, isOpen);
    }

    private void Write(Utf8JsonWriter json, Shape shape, bool mayBeNull)
    {
        switch (shape)
        {
            case Shape.Plain { Type: { } type } plain:
                WriteType(json, type, mayBeNull);
                if (plain.Format is { } format)
                {
                    json.WriteString("format"u8, format);
                }

                break;
            case Shape.Plain:
                break;
            case Shape.Words words:
                WriteWords(json, words, mayBeNull);
                break;
            case Shape.Items items:
                json.WriteString("type"u8, "array");
                json.WriteStartObject("items"u8);
                Write(json, items.Item, mayBeNull: false);
                json.WriteEndObject();
                break;
            case Shape.Members members:
                _shapes[members.Name] = members;
                json.WriteString("$ref"u8, $"#/components/schemas/{members.Name}");
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"A shape of kind {shape.GetType().Name}.");
        }
    }

    private static void WriteType(Utf8JsonWriter json, string type, bool mayBeNull)
    {
        if (!mayBeNull)
        {
            json.WriteString("type"u8, type);
            return;
        }

        json.WriteStartArray("type"u8);
        json.WriteStringValue(type);
        json.WriteStringValue("null"u8);
        json.WriteEndArray();
    }

    private static void WriteWords(Utf8JsonWriter json, Shape.Words words, bool mayBeNull)
    {
        WriteType(json, "string", mayBeNull);
        json.WriteStartArray("enum"u8);
        foreach (var word in words.All)
        {
            json.WriteStringValue(word);
        }

        if (mayBeNull)
        {
            json.WriteNullValue();
        }

        json.WriteEndArray();
    }
}
