using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Server.Messages;

/// <summary>The XML of the vendor's message service, as JSON: elements are members, and those that repeat are arrays.</summary>
internal static class MessageXml
{
    private const string Namespace = "http://mns.aliyuncs.com/doc/v1/";
    private const int Deepest = 8;

    /// <returns>An object with the root element as its member; empty without a body.</returns>
    /// <exception cref="ApiException">It is not such XML.</exception>
    public static JsonObject Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return JsonObject.Empty;
        }

        try
        {
            // No document types: what they define is read by nobody here, and can be endless.
            using var reader = XmlReader.Create(
                new MemoryStream(body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var root = XDocument.Load(reader).Root!;
            return JsonObject.Of((root.Name.LocalName, Value(root, Deepest)));
        }
        catch (XmlException e)
        {
            throw ApiException.InvalidArgument("body", $"it is not XML that can be read: {e.Message.TrimEnd('.')}");
        }
    }

    public static string Write(JsonProperty root)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            Write(writer, root.Name, root.Value);
        }

        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + text;
    }

    private static JsonValue Value(XElement element, int depth)
    {
        if (depth == 0)
        {
            throw ApiException.InvalidArgument("body", $"its elements lie more than {Deepest} deep in each other");
        }

        return element.HasElements
            ? JsonObject.Of([.. element.Elements().GroupBy(inner => inner.Name.LocalName).Select(same => KeyValuePair.Create(
                same.Key,
                same.Count() == 1
                    ? Value(same.First(), depth - 1)
                    : new JsonArray([.. same.Select(inner => Value(inner, depth - 1))])))])
            : JsonValue.Of(element.Value);
    }

    private static void Write(XmlWriter writer, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Write(writer, name, item);
            }

            return;
        }

        writer.WriteStartElement(name, Namespace);
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                Write(writer, member.Name, member.Value);
            }
        }
        else
        {
            writer.WriteString(value.ToString());
        }

        writer.WriteEndElement();
    }
}
