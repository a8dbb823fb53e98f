using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Queues;
using Sluice.Server.Errors;
using Sluice.Server.Operations;

namespace Sluice.Server.Messages;

/// <summary>Which operation a path, a verb and what stands in the body ask for.</summary>
internal sealed class MessageRoutes
{
    private static readonly HashSet<string> Making =
        ["SendMessage", "BatchSendMessage", "PublishMessage"];

    private readonly Dictionary<string, Operation> _operations;

    private MessageRoutes(IEnumerable<Operation> operations) =>
        _operations = operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);

    public static MessageRoutes Of(QueueStore queues) => new(QueueOperations.Of(queues).Concat(TopicOperations.Of(queues)));

    /// <exception cref="ApiException">Nothing is at this path.</exception>
    public Route Find(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return path.Trim('/').Split('/') switch
        {
            [var kind] => new Route(kind, "", "", ""),
            [var kind, var name] => new Route(kind, name, "", ""),
            [var kind, var name, "messages"] => new Route(kind, name, "messages", ""),
            ["topics", var name, "subscriptions"] => new Route("topics", name, "subscriptions", ""),
            ["topics", var name, "subscriptions", var inner] => new Route("topics", name, "subscriptions", inner),
            _ => throw Refusals.UnknownPath(path),
        };
    }

    /// <exception cref="ApiException">Nothing there takes this verb.</exception>
    public Operation Operation(string method, Route route, IQueryCollection query, JsonObject body)
    {
        var isSeveral = query.ContainsKey("numOfMessages");
        var name = (route.Kind, route.Part, method) switch
        {
            ("queues", "", "GET") => route.Name.Length == 0 ? "ListQueue" : "GetQueueAttributes",
            ("queues", "", "PUT") when route.Name.Length > 0 =>
                query.ContainsKey("metaoverride") ? "SetQueueAttributes" : "CreateQueue",
            ("queues", "", "DELETE") when route.Name.Length > 0 => "DeleteQueue",
            ("queues", "messages", "POST") => body.TryGet("Messages", out _) ? "BatchSendMessage" : "SendMessage",
            ("queues", "messages", "GET") when query["peekonly"] == "true" => isSeveral ? "BatchPeekMessage" : "PeekMessage",
            ("queues", "messages", "GET") => isSeveral ? "BatchReceiveMessage" : "ReceiveMessage",
            ("queues", "messages", "DELETE") => body.Count > 0 ? "BatchDeleteMessage" : "DeleteMessage",
            ("queues", "messages", "PUT") => "ChangeMessageVisibility",
            ("topics", "", "GET") => route.Name.Length == 0 ? "ListTopic" : "GetTopicAttributes",
            ("topics", "", "PUT") when route.Name.Length > 0 =>
                query.ContainsKey("metaoverride") ? "SetTopicAttributes" : "CreateTopic",
            ("topics", "", "DELETE") when route.Name.Length > 0 => "DeleteTopic",
            ("topics", "messages", "POST") => "PublishMessage",
            ("topics", "subscriptions", "GET") when route.Inner.Length == 0 => "ListSubscriptionByTopic",
            ("topics", "subscriptions", "PUT") when route.Inner.Length > 0 => "Subscribe",
            ("topics", "subscriptions", "DELETE") when route.Inner.Length > 0 => "Unsubscribe",
            _ => throw Refusals.MethodNotAllowed(method),
        };
        return _operations[name];
    }

    /// <summary>Of an answer that has content.</summary>
    public int StatusOf(string operation) =>
        Making.Contains(operation) ? StatusCodes.Status201Created : StatusCodes.Status200OK;

    /// <param name="Kind"><c>queues</c> or <c>topics</c>.</param>
    /// <param name="Part"><c>messages</c>, <c>subscriptions</c> or empty.</param>
    /// <param name="Inner">A subscription's name.</param>
    internal sealed record Route(string Kind, string Name, string Part, string Inner);
}
