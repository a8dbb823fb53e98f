namespace Sluice.Definitions;

/// <summary>
/// Every diagnostic code. Stable: a code keeps its meaning, and a retired one is never given out again.
/// </summary>
/// <remarks>
/// 1xxx the text is not a usable document, 2xxx its structure is wrong, 3xxx an expression is wrong, 4xxx
/// warnings; 21xx and 31xx belong to the classic language alone. Each has a page in <c>docs/errors/</c>. SL2003 and
/// SL2018 are retired.
/// </remarks>
internal static class DiagnosticCodes
{
    public const string TooLarge = "SL1001";
    public const string NotYaml = "SL1002";
    public const string ForbiddenCharacter = "SL1003";
    public const string Empty = "SL1004";
    public const string SeveralDocuments = "SL1005";
    public const string NestedTooDeep = "SL1006";
    public const string DuplicateKey = "SL1007";
    public const string UnknownAlias = "SL1008";
    public const string CyclicAlias = "SL1009";
    public const string ExpandsTooLarge = "SL1010";
    public const string CustomTag = "SL1011";
    public const string KeyNotScalar = "SL1012";
    public const string NumberNotJson = "SL1013";
    public const string NotUtf8 = "SL1014";
    public const string BadMerge = "SL1015";

    public const string RootNotMapping = "SL2001";
    public const string UnknownLanguage = "SL2002";
    public const string UnknownSpecVersion = "SL2004";
    public const string NameDiffers = "SL2005";
    public const string FieldMissing = "SL2006";
    public const string WrongType = "SL2007";
    public const string OutOfRange = "SL2008";
    public const string WrongCount = "SL2009";
    public const string GivenTwice = "SL2010";
    public const string UnknownStateType = "SL2011";
    public const string DuplicateState = "SL2012";
    public const string BadStateName = "SL2013";
    public const string UnknownTarget = "SL2014";
    public const string NoWayOn = "SL2015";
    public const string ChoiceCannotEnd = "SL2016";
    public const string AlwaysEnds = "SL2017";
    public const string ScopesTooDeep = "SL2019";
    public const string BadAction = "SL2020";
    public const string UnknownTaskMode = "SL2021";
    public const string ModeNotOfAction = "SL2022";
    public const string ModeNotInExpress = "SL2023";
    public const string UntilDateTime = "SL2024";
    public const string ConcurrencyDiffers = "SL2025";
    public const string EmptyKey = "SL2026";
    public const string DistributedInExpress = "SL2027";
    public const string UnknownExecutionMode = "SL2028";
    public const string MisplacedMapField = "SL2029";
    public const string UnknownSourceType = "SL2030";

    public const string ClassicNotInExpress = "SL2101";
    public const string UnknownVersion = "SL2102";
    public const string UnknownKey = "SL2103";
    public const string UnknownStepType = "SL2104";
    public const string BadStepName = "SL2105";
    public const string DuplicateStep = "SL2106";
    public const string UnknownGoto = "SL2107";
    public const string StepsTooDeep = "SL2108";
    public const string LoopStep = "SL2109";
    public const string StepsInCatch = "SL2110";
    public const string DurationOrTimestamp = "SL2111";
    public const string BadTimestamp = "SL2112";
    public const string ResourceOrAction = "SL2113";
    public const string BadResourceArn = "SL2114";
    public const string UnknownPattern = "SL2115";
    public const string PatternNotOfTarget = "SL2116";
    public const string BadServiceParam = "SL2117";

    public const string ExpressionSyntax = "SL3001";
    public const string UnknownFunction = "SL3002";
    public const string UnknownVariable = "SL3003";
    public const string VariableNotHere = "SL3004";
    public const string ArgumentCount = "SL3005";
    public const string ArgumentType = "SL3006";
    public const string CallsTooDeep = "SL3007";
    public const string ExpressionTooLarge = "SL3008";
    public const string ArgumentValue = "SL3009";
    public const string SecretLookedAt = "SL3010";

    public const string PathSyntax = "SL3101";
    public const string ConditionSyntax = "SL3102";
    public const string PathRoot = "SL3103";

    public const string Unreachable = "SL4001";
    public const string CatchAllNotLast = "SL4002";
    public const string LooksLikeExpression = "SL4003";
    public const string ItemsPathUnused = "SL4004";
    public const string MeaninglessField = "SL4005";
    public const string MeaninglessParameter = "SL4006";
    public const string ParameterMissing = "SL4007";
    public const string ActionNotServed = "SL4008";
    public const string NumberChanges = "SL4009";
    public const string NoWayOut = "SL4010";
    public const string LoopWithoutPause = "SL4011";
    public const string WayNeverTaken = "SL4012";
    public const string LookAlikeCharacter = "SL4013";
    public const string NotInTheCloud = "SL4014";
}
