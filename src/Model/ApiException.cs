namespace Sluice.Model;

/// <summary>An error that a caller of the API sees: a stable code, an HTTP status and a sentence.</summary>
/// <remarks>
/// This file is the catalogue: one factory for each code, so every sentence has one home. Names inside
/// sentences stand in single quotes, because clients look for <c>Flow 'x' does not exist</c>.
/// Source: API reference, section 10.1.
/// </remarks>
public sealed class ApiException : Exception
{
    private ApiException(int httpStatus, string code, string message, Exception? cause = null)
        : base(message, cause) => (HttpStatus, Code) = (httpStatus, code);

    /// <summary>The documented code, such as <c>FlowNotExists</c>.</summary>
    public string Code { get; }

    /// <summary>400 to 599.</summary>
    public int HttpStatus { get; }

    /// <summary>When another try may succeed, as things stand; null for whoever tells nothing of it.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Which policies denied it to whom; empty for every other error.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> AccessDeniedDetail { get; private init; } = [];

    /// <summary>What is wrong with a definition, place by place; empty for every other error.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; private init; } = [];

    public static ApiException ActionNotSupported(string action) =>
        new(400, nameof(ActionNotSupported), $"The requested API operation '{action}' is incorrect. Please check.");

    /// <summary>The operation exists, but not for a flow of this execution mode.</summary>
    public static ApiException ModeNotSupported(string mode, string action) =>
        new(400, nameof(ActionNotSupported), $"{mode} execution is not supported by '{action}'.");

    public static ApiException ApiVersionNotSupported(string version) =>
        new(400, "APIVersionNotSupported", $"The requested API version '{version}' is not supported yet. Please check.");

    public static ApiException EntityTooLarge(long maxBytes) =>
        new(400, nameof(EntityTooLarge), $"The payload size exceeds maximum allowed size ({maxBytes} bytes).");

    /// <param name="parameter">The parameter as the caller spells it.</param>
    /// <param name="problem">What is wrong and what would be right, without a full stop at the end.</param>
    public static ApiException InvalidArgument(string parameter, string problem) =>
        new(400, nameof(InvalidArgument), $"Parameter error. {parameter}: {problem}.");

    /// <summary>A definition that is refused.</summary>
    /// <param name="summary">All of it as one text, without a full stop at the end.</param>
    /// <param name="problems">The same, place by place.</param>
    public static ApiException InvalidDefinition(
        string parameter, string summary, IReadOnlyList<DefinitionProblem>? problems) =>
        new(400, nameof(InvalidArgument), $"Parameter error. {parameter}: {summary}.") { Problems = problems ?? [] };

    /// <param name="part"><c>query</c> or <c>body</c>.</param>
    /// <param name="known">Those that there are.</param>
    public static ApiException UnknownParameter(string name, string part, IReadOnlyList<string>? known) =>
        InvalidArgument(
            name,
            $"the {part} of this operation has no such parameter; "
            + (known is not { Count: > 0 } ? "it has none"
                : Nearest.To(name, known) is { } meant ? $"did you mean '{meant}'"
                : $"it has {string.Join(", ", known)}"));

    /// <param name="part"><c>query</c> or <c>body</c>.</param>
    public static ApiException MissingParameter(string name, string part) =>
        new(400, nameof(MissingRequiredParams), $"The parameter '{name}' must be given in the {part}.");

    /// <summary>Also for a token of another account: that it exists is nobody else's business.</summary>
    public static ApiException UnknownTaskToken(string parameter) =>
        InvalidArgument(parameter, "it is not a task token that this server has given out");

    public static ApiException MissingRequiredHeader(string header) =>
        new(400, nameof(MissingRequiredHeader), $"The HTTP header '{header}' must be specified.");

    public static ApiException MissingRequiredParams(string parameter) =>
        new(400, nameof(MissingRequiredParams), $"The HTTP query '{parameter}' must be specified.");

    public static ApiException ExecutionAlreadyExists(string execution, string flow) =>
        new(400, nameof(ExecutionAlreadyExists), $"Execution '{execution}' for flow '{flow}' already exists.");

    /// <remarks>Code and status are our own; the reference lists none. Source: API reference, Q9.</remarks>
    public static ApiException MapRunNotExists(string mapRun, string execution) =>
        new(404, nameof(MapRunNotExists), $"Map run '{mapRun}' of execution '{execution}' does not exist.");

    /// <remarks>Code and status are our own; the reference lists none. Source: API reference, Q9.</remarks>
    public static ApiException MapRunAlreadyCompleted(string mapRun, string execution) =>
        new(400, nameof(MapRunAlreadyCompleted), $"Map run '{mapRun}' of execution '{execution}' has already completed.");

    public static ApiException ExecutionAlreadyCompleted(string execution, string flow) =>
        new(400, nameof(ExecutionAlreadyCompleted),
            $"Execution '{execution}' for flow '{flow}' has already completed.");

    /// <param name="problems">Sentences that say why not, and what would be right.</param>
    /// <remarks>Our own.</remarks>
    public static ApiException ExecutionNotRedrivable(string execution, string flow, string problems) =>
        new(409, nameof(ExecutionNotRedrivable), $"Execution '{execution}' for flow '{flow}' cannot be redriven. {problems}");

    /// <remarks>Our own.</remarks>
    public static ApiException BatchNotExists(string batch) =>
        new(404, nameof(BatchNotExists), $"Batch '{batch}' does not exist.");

    /// <remarks>Our own.</remarks>
    public static ApiException TargetNotExists(string target) =>
        new(404, nameof(TargetNotExists), $"Target '{target}' does not exist.");

    /// <remarks>Our own.</remarks>
    public static ApiException TargetNotProbed(string target) =>
        new(400, nameof(ActionNotSupported), $"Target '{target}' cannot be probed: it has no address of its own.");

    /// <remarks>Our own.</remarks>
    public static ApiException InboxItemNotExists(string item) =>
        new(404, nameof(InboxItemNotExists), $"Inbox item '{item}' does not exist.");

    /// <remarks>Our own.</remarks>
    public static ApiException BatchAlreadyCompleted(string batch) =>
        new(400, nameof(BatchAlreadyCompleted), $"Batch '{batch}' has already completed.");

    /// <remarks>The token itself is a credential and stays out of the sentence.</remarks>
    public static ApiException TaskAlreadyCompleted() =>
        new(400, nameof(TaskAlreadyCompleted), "Task has already completed.");

    /// <summary>Nothing can be said of the task now: its execution cannot be gone on with.</summary>
    public static ApiException TaskInvalidState() =>
        new(409, nameof(TaskInvalidState), "Task is in an invalid state, please retry.");

    public static ApiException SignatureNonceUsed() =>
        new(400, nameof(SignatureNonceUsed), "Specified signature nonce was used already.");

    public static ApiException MissingSecurityToken() =>
        new(400, nameof(MissingSecurityToken), "SecurityToken is mandatory for this action.");

    /// <param name="reason">Who says no, and who is told so; without a full stop at the end.</param>
    /// <param name="detail">The members of <c>AccessDeniedDetail</c>. Source: protocol, section 12.6.</param>
    public static ApiException NotAuthorized(
        string action, string resource, string reason, IReadOnlyList<KeyValuePair<string, string>> detail) =>
        new(
            403,
            nameof(AccessDenied),
            $"the caller is not authorized to perform '{action}' on resource '{resource}': {reason}")
        {
            AccessDeniedDetail = detail,
        };

    /// <summary>A role that cannot be taken on, in the words of the vendor's service for that.</summary>
    /// <param name="reason">Who may not, which role, and who says no; without a full stop at the end.</param>
    /// <param name="detail">As for <see cref="NotAuthorized"/>.</param>
    /// <remarks>Source: protocol, section 10.1.</remarks>
    public static ApiException NoPermission(string reason, IReadOnlyList<KeyValuePair<string, string>> detail) =>
        new(
            403,
            nameof(NoPermission),
            $"You are not authorized to do this action. You should be authorized by RAM: {reason}.")
        {
            AccessDeniedDetail = detail,
        };

    /// <remarks>Source: protocol, section 11.2.</remarks>
    public static ApiException ExpiredSecurityToken(string accessKeyId) =>
        new(403, "InvalidAccessKeyID", $"The AccessKey ID '{accessKeyId}' is invalid: the security token has expired.");

    /// <summary>A call of the own API that is neither signed nor comes from where somebody is logged in.</summary>
    public static ApiException LoginRequired() =>
        new(401, nameof(LoginRequired),
            "Nobody is logged in here, or not any more: log in with POST /sluice/api/v1/session, or sign the request with an "
            + "access key.");

    public static ApiException AccessDenied(string reason) => new(403, nameof(AccessDenied), reason);

    public static ApiException InvalidAccessKeyId(string accessKeyId) =>
        new(403, "InvalidAccessKeyID", $"The AccessKey ID '{accessKeyId}' is invalid.");

    public static ApiException RequestTimeTooSkewed(string requestTime, string now) =>
        new(403, nameof(RequestTimeTooSkewed),
            $"The difference between the request time '{requestTime}' and the current time '{now}' is too large.");

    public static ApiException SignatureNotMatch() =>
        new(403, nameof(SignatureNotMatch),
            "The request signature we calculated does not match the signature you provided. "
            + "Check your access key and signing method.");

    public static ApiException FlowNotExists(string flow) =>
        new(404, nameof(FlowNotExists), $"Flow '{flow}' does not exist.");

    public static ApiException ExecutionNotExists(string execution, string flow) =>
        new(404, nameof(ExecutionNotExists), $"Execution '{execution}' for flow '{flow}' does not exist.");

    /// <remarks>Code and status are our own; the reference lists none. Source: API reference, Q9.</remarks>
    public static ApiException FlowVersionNotExists(string version, string flow) =>
        new(404, nameof(FlowVersionNotExists), $"Version '{version}' for flow '{flow}' does not exist.");

    /// <remarks>Code and status are our own; the reference lists none. Source: API reference, Q9.</remarks>
    public static ApiException FlowAliasNotExists(string alias, string flow) =>
        new(404, nameof(FlowAliasNotExists), $"Alias '{alias}' for flow '{flow}' does not exist.");

    /// <remarks>Code and status are our own; the reference lists none. Source: API reference, Q9.</remarks>
    public static ApiException FlowAliasAlreadyExists(string alias, string flow) =>
        new(409, nameof(FlowAliasAlreadyExists), $"Alias '{alias}' for flow '{flow}' already exists.");

    /// <remarks>Code and status are our own; the reference lists none. Source: API reference, Q10.</remarks>
    public static ApiException FlowVersionInUse(string version, string flow, string alias) =>
        new(409, nameof(FlowVersionInUse),
            $"Version '{version}' for flow '{flow}' is in use: alias '{alias}' routes to it.");

    public static ApiException ScheduleNotExists(string schedule, string flow) =>
        new(404, nameof(ScheduleNotExists), $"The schedule '{schedule}' for flow '{flow}' does not exist.");

    public static ApiException FlowAlreadyExists(string flow) =>
        new(409, nameof(FlowAlreadyExists), $"Flow '{flow}' already exists.");

    public static ApiException ScheduleAlreadyExists(string schedule, string flow) =>
        new(409, nameof(ScheduleAlreadyExists), $"The schedule '{schedule}' already exists in flow '{flow}'.");

    public static ApiException ConcurrentUpdateError() =>
        new(409, nameof(ConcurrentUpdateError), "Update conflict, please retry.");

    /// <summary>What was asked for is not possible while something else comes to its end, which it will soon.</summary>
    /// <param name="problem">What that is, as a sentence.</param>
    public static ApiException NotYet(string problem) => new(409, nameof(ConcurrentUpdateError), $"{problem} Please retry.");

    public static ApiException UnsupportedMediaType(string contentType) =>
        new(415, nameof(UnsupportedMediaType),
            $"The content type must be \"application/json\" or \"application/x-www-form-urlencoded\", not \"{contentType}\".");

    /// <remarks>A JSON body is read only where the signature covers it: in ACS3. Source: protocol, section 3, step 5.</remarks>
    public static ApiException UnsignedJsonBody() =>
        new(415, nameof(UnsupportedMediaType),
            "The content type must be \"application/x-www-form-urlencoded\"; \"application/json\" is accepted only from "
            + "requests signed with ACS3-HMAC-SHA256.");

    /// <param name="limit">What was exceeded, in words that follow "Please try again later:".</param>
    /// <param name="retryAfter">When it is worth another try; null when nobody can say.</param>
    public static ApiException ResourceThrottled(string limit, TimeSpan? retryAfter = null) =>
        new(429, nameof(ResourceThrottled), $"The request is throttled. Please try again later: {limit}.")
        {
            RetryAfter = retryAfter,
        };

    public static ApiException InternalServerError(Exception? cause = null) =>
        new(500, nameof(InternalServerError), "An internal error has occurred. Please retry.", cause);

    /// <summary>Nothing is wrong with the request; the operator has to make room on a disk, or the like.</summary>
    /// <param name="problem">What the store says, as a sentence.</param>
    public static ApiException StoreCannotWrite(string problem, Exception? cause = null) =>
        new(500, nameof(InternalServerError), $"An internal error has occurred. {problem} Please retry.", cause);

    /// <param name="sentence">What is damaged in the store, and where to read on.</param>
    public static ApiException Damaged(string sentence, Exception? cause = null) =>
        new(500, nameof(InternalServerError), sentence, cause);

    /// <summary>
    /// What the web server itself refuses, such as an unknown path or a broken request line, what another node has refused, and
    /// what queues and topics refuse by the codes of the vendor's message service.
    /// </summary>
    /// <remarks>Not in the catalogue; the shape is needed so that clients can read it (protocol, section 6).</remarks>
    public static ApiException Refused(int httpStatus, string code, string message) => new(httpStatus, code, message);
}
