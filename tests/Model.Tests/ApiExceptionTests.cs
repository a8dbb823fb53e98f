using System.Reflection;

namespace Sluice.Model.Tests;

public sealed class ApiExceptionTests
{
    private static readonly (ApiException Error, int Status, string Code, string Message)[] Catalogue =
    [
        (ApiException.ActionNotSupported("Fly"), 400, "ActionNotSupported",
            "The requested API operation 'Fly' is incorrect. Please check."),
        (ApiException.ModeNotSupported("Express", "StartExecution"), 400, "ActionNotSupported",
            "Express execution is not supported by 'StartExecution'."),
        (ApiException.ApiVersionNotSupported("2016"), 400, "APIVersionNotSupported",
            "The requested API version '2016' is not supported yet. Please check."),
        (ApiException.EntityTooLarge(65536), 400, "EntityTooLarge",
            "The payload size exceeds maximum allowed size (65536 bytes)."),
        (ApiException.InvalidArgument("Limit", "it must be a number"), 400, "InvalidArgument",
            "Parameter error. Limit: it must be a number."),
        (ApiException.UnknownTaskToken("TaskToken"), 400, "InvalidArgument",
            "Parameter error. TaskToken: it is not a task token that this server has given out."),
        (ApiException.MissingRequiredHeader("Date"), 400, "MissingRequiredHeader",
            "The HTTP header 'Date' must be specified."),
        (ApiException.MissingRequiredParams("Name"), 400, "MissingRequiredParams",
            "The HTTP query 'Name' must be specified."),
        (ApiException.ExecutionAlreadyExists("e", "f"), 400, "ExecutionAlreadyExists",
            "Execution 'e' for flow 'f' already exists."),
        (ApiException.ExecutionAlreadyCompleted("e", "f"), 400, "ExecutionAlreadyCompleted",
            "Execution 'e' for flow 'f' has already completed."),
        (ApiException.TaskAlreadyCompleted(), 400, "TaskAlreadyCompleted", "Task has already completed."),
        (ApiException.TaskInvalidState(), 409, "TaskInvalidState", "Task is in an invalid state, please retry."),
        (ApiException.SignatureNonceUsed(), 400, "SignatureNonceUsed",
            "Specified signature nonce was used already."),
        (ApiException.MissingSecurityToken(), 400, "MissingSecurityToken",
            "SecurityToken is mandatory for this action."),
        (ApiException.AccessDenied("No."), 403, "AccessDenied", "No."),
        (ApiException.NotAuthorized("fnf:DescribeFlow", "acs:fnf:r:1:flow/f", "no policy allows it", []), 403,
            "AccessDenied",
            "the caller is not authorized to perform 'fnf:DescribeFlow' on resource 'acs:fnf:r:1:flow/f': no policy allows it"),
        (ApiException.NoPermission("no policy allows it", []), 403, "NoPermission",
            "You are not authorized to do this action. You should be authorized by RAM: no policy allows it."),
        (ApiException.ExpiredSecurityToken("k"), 403, "InvalidAccessKeyID",
            "The AccessKey ID 'k' is invalid: the security token has expired."),
        (ApiException.InvalidAccessKeyId("k"), 403, "InvalidAccessKeyID", "The AccessKey ID 'k' is invalid."),
        (ApiException.RequestTimeTooSkewed("a", "b"), 403, "RequestTimeTooSkewed",
            "The difference between the request time 'a' and the current time 'b' is too large."),
        (ApiException.SignatureNotMatch(), 403, "SignatureNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your "
            + "access key and signing method."),
        (ApiException.FlowNotExists("f"), 404, "FlowNotExists", "Flow 'f' does not exist."),
        (ApiException.ExecutionNotExists("e", "f"), 404, "ExecutionNotExists",
            "Execution 'e' for flow 'f' does not exist."),
        (ApiException.FlowVersionNotExists("2", "f"), 404, "FlowVersionNotExists",
            "Version '2' for flow 'f' does not exist."),
        (ApiException.MapRunNotExists("m", "e"), 404, "MapRunNotExists", "Map run 'm' of execution 'e' does not exist."),
        (ApiException.MapRunAlreadyCompleted("m", "e"), 400, "MapRunAlreadyCompleted",
            "Map run 'm' of execution 'e' has already completed."),
        (ApiException.FlowAliasNotExists("a", "f"), 404, "FlowAliasNotExists",
            "Alias 'a' for flow 'f' does not exist."),
        (ApiException.FlowAliasAlreadyExists("a", "f"), 409, "FlowAliasAlreadyExists",
            "Alias 'a' for flow 'f' already exists."),
        (ApiException.FlowVersionInUse("2", "f", "a"), 409, "FlowVersionInUse",
            "Version '2' for flow 'f' is in use: alias 'a' routes to it."),
        (ApiException.ScheduleNotExists("s", "f"), 404, "ScheduleNotExists",
            "The schedule 's' for flow 'f' does not exist."),
        (ApiException.ScheduleAlreadyExists("s", "f"), 409, "ScheduleAlreadyExists",
            "The schedule 's' already exists in flow 'f'."),
        (ApiException.FlowAlreadyExists("f"), 409, "FlowAlreadyExists", "Flow 'f' already exists."),
        (ApiException.ConcurrentUpdateError(), 409, "ConcurrentUpdateError",
            "Update conflict, please retry."),
        (ApiException.UnsupportedMediaType("text/html"), 415, "UnsupportedMediaType",
            "The content type must be \"application/json\" or \"application/x-www-form-urlencoded\", "
            + "not \"text/html\"."),
        (ApiException.UnsignedJsonBody(), 415, "UnsupportedMediaType",
            "The content type must be \"application/x-www-form-urlencoded\"; \"application/json\" is accepted only "
            + "from requests signed with ACS3-HMAC-SHA256."),
        (ApiException.ResourceThrottled("too many"), 429, "ResourceThrottled",
            "The request is throttled. Please try again later: too many."),
        (ApiException.InternalServerError(), 500, "InternalServerError",
            "An internal error has occurred. Please retry."),
        (ApiException.StoreCannotWrite("Its disk is full."), 500, "InternalServerError",
            "An internal error has occurred. Its disk is full. Please retry."),
        (ApiException.Damaged("Execution 'e' of flow 'f' is damaged."), 500, "InternalServerError",
            "Execution 'e' of flow 'f' is damaged."),
        (ApiException.InvalidDefinition("Definition", "it has no state", []), 400, "InvalidArgument",
            "Parameter error. Definition: it has no state."),
        (ApiException.UnknownParameter("nme", "body", ["name", "input"]), 400, "InvalidArgument",
            "Parameter error. nme: the body of this operation has no such parameter; did you mean 'name'."),
        (ApiException.MissingParameter("name", "body"), 400, "MissingRequiredParams",
            "The parameter 'name' must be given in the body."),
        (ApiException.BatchNotExists("7"), 404, "BatchNotExists", "Batch '7' does not exist."),
        (ApiException.TargetNotExists("x"), 404, "TargetNotExists", "Target 'x' does not exist."),
        (ApiException.TargetNotProbed("HTTP:Request"), 400, "ActionNotSupported",
            "Target 'HTTP:Request' cannot be probed: it has no address of its own."),
        (ApiException.InboxItemNotExists("1-2-3"), 404, "InboxItemNotExists", "Inbox item '1-2-3' does not exist."),
        (ApiException.BatchAlreadyCompleted("7"), 400, "BatchAlreadyCompleted", "Batch '7' has already completed."),
        (ApiException.ExecutionNotRedrivable("e", "f", "It is running."), 409, "ExecutionNotRedrivable",
            "Execution 'e' for flow 'f' cannot be redriven. It is running."),
        (ApiException.LoginRequired(), 401, "LoginRequired",
            "Nobody is logged in here, or not any more: log in with POST /sluice/api/v1/session, or sign the request with an "
            + "access key."),
        (ApiException.NotYet("Its map run still stops."), 409, "ConcurrentUpdateError", "Its map run still stops. Please retry."),
        (ApiException.Refused(404, "NotFound", "Nothing here."), 404, "NotFound", "Nothing here."),
    ];

    [Fact]
    public void Every_error_has_its_documented_status_code_and_sentence() => Assert.All(Catalogue, entry =>
        Assert.Equal(
            (entry.Status, entry.Code, entry.Message),
            (entry.Error.HttpStatus, entry.Error.Code, entry.Error.Message)));

    [Fact]
    public void Every_error_of_the_catalogue_is_tested()
    {
        var factories = typeof(ApiException).GetMethods(BindingFlags.Public | BindingFlags.Static);

        Assert.Equal(factories.Length, Catalogue.Length);
    }

    [Fact]
    public void An_internal_error_keeps_its_cause_for_the_log_and_out_of_the_sentence()
    {
        var cause = new InvalidOperationException("the secret reason");

        var error = ApiException.InternalServerError(cause);

        Assert.Same(cause, error.InnerException);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
