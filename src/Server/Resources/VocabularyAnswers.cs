using System.Text.Json;
using Sluice.Definitions;
using Sluice.Definitions.Completion;
using Sluice.Server.OwnApi;

namespace Sluice.Server.Resources;

/// <summary>The words of both languages, for whoever offers them while somebody writes.</summary>
internal static class VocabularyAnswers
{
    public static Shape.Members Vocabulary { get; } = Shape.Object(
        "Vocabulary",
        new Field(
            "fields",
            Shape.ListOf(Shape.Object(
                "FieldsHere",
                new Field("language", Shape.OneOf<FlowLanguage>(), "Of the definition."),
                new Field("within", Shape.Text, "The field that holds the mapping, such as States; empty for the whole."),
                new Field("type", Shape.Text, "Of the state that it is or belongs to; left out for any.").OrNone,
                new Field("names", Shape.ListOf(Shape.Text), "The fields that mean something there."))),
            "What may stand where."),
        new Field("variables", Shape.ListOf(Shape.Text), "What expressions look at, such as $Input."),
        new Field(
            "functions",
            Shape.ListOf(Shape.Object(
                "KnownFunction",
                new Field("name", Shape.Text, "As expressions call it."),
                new Field("parameters", Shape.ListOf(Shape.Text), "Three dots behind one that may come again."),
                new Field("english", Shape.Text, "What it gives."),
                new Field("chinese", Shape.Text, "The same."))),
            "Of the state-machine language."),
        new Field(
            "actions",
            Shape.ListOf(Shape.Object(
                "KnownAction",
                new Field("name", Shape.Text, "Such as HTTP:Request."),
                new Field("isServed", Shape.Flag, "Whether this server carries it out."),
                new Field("modes", Shape.ListOf(Shape.Text), "What TaskMode may be."),
                new Field("required", Shape.ListOf(Shape.Text), "Parameters that have to be there."),
                new Field("optional", Shape.ListOf(Shape.Text), "Parameters that may be."))),
            "Of tasks."));

    /// <summary>Members of an object that is open.</summary>
    public static void Write(Utf8JsonWriter json)
    {
        WriteList(json, "fields", FlowVocabulary.Fields, Write);
        WriteTexts(json, "variables", FlowVocabulary.Variables);
        WriteList(json, "functions", FlowVocabulary.Functions, Write);
        WriteList(json, "actions", FlowVocabulary.Actions, Write);
    }

    private static void Write(Utf8JsonWriter json, FieldsHere here)
    {
        json.WriteString("language"u8, here.Language.ToString());
        json.WriteString("within"u8, here.Within);
        if (here.Type is { } type)
        {
            json.WriteString("type"u8, type);
        }

        WriteTexts(json, "names", here.Names);
    }

    private static void Write(Utf8JsonWriter json, KnownFunction function)
    {
        json.WriteString("name"u8, function.Name);
        WriteTexts(json, "parameters", function.Parameters);
        json.WriteString("english"u8, function.English);
        json.WriteString("chinese"u8, function.Chinese);
    }

    private static void Write(Utf8JsonWriter json, KnownAction action)
    {
        json.WriteString("name"u8, action.Parameters.Action);
        json.WriteBoolean("isServed"u8, action.Parameters.IsServed);
        WriteTexts(json, "modes", action.Modes.Select(mode => mode.ToString()));
        WriteTexts(json, "required", action.Parameters.Required);
        WriteTexts(json, "optional", action.Parameters.Optional);
    }

    private static void WriteList<T>(
        Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> writeMembers)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            writeMembers(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
