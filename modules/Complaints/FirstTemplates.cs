using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Complaints;

/// <summary>What customers are written to start with, in English and simplified Chinese; a company sets its own with <c>setMessageTemplate</c>.</summary>
internal static class FirstTemplates
{
    private static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (UpdateKind Kind, string Subject, string Body, string SubjectZh, string BodyZh)[] Texts =
    [
        (UpdateKind.Filed, "We have received {reference}", "We have received your complaint {reference}: {title}\nWe mean to have it resolved by {due}.", "您的投诉 {reference} 已收到", "我们已收到您的投诉 {reference}：{title}\n预计处理完成日期：{due}。"),
        (UpdateKind.Acknowledged, "{reference}: we are on it", "Somebody of {department} now answers for {reference}.\n{note}", "{reference} 已受理", "{department} 已有专人负责您的投诉 {reference}。\n{note}"),
        (UpdateKind.Assigned, "{reference}: work has begun", "{department} has begun to work on {reference}.", "{reference} 处理中", "{department} 已开始处理您的投诉 {reference}。"),
        (UpdateKind.Investigated, "{reference}: we have looked into it", "We have looked into {reference} and will tell you what follows.", "{reference} 已勘查", "我们已就投诉 {reference} 进行勘查，后续结果将及时告知您。"),
        (UpdateKind.EmergencyMeasureTaken, "{reference}: something is done at once", "To keep the trouble small, something is done at once about {reference}.", "{reference} 已采取应急措施", "针对投诉 {reference}，我们已采取应急措施，以减少对您的影响。"),
        (UpdateKind.Held, "{reference} has to wait", "Work on {reference} has to wait.\n{note}", "{reference} 暂停处理", "投诉 {reference} 的处理暂时中止。\n{note}"),
        (UpdateKind.Continued, "{reference} goes on", "Work on {reference} goes on. We mean to have it resolved by {due}.\n{note}", "{reference} 恢复处理", "投诉 {reference} 已恢复处理，预计完成日期：{due}。\n{note}"),
        (UpdateKind.NoteAdded, "News about {reference}", "About {reference}:\n{note}", "{reference} 有新进展", "关于投诉 {reference}：\n{note}"),
        (UpdateKind.Resolved, "{reference} is resolved", "The work on {reference} is done.\n{note}\nIf it is not as it should be, you can have it taken up again.", "{reference} 已处理完成", "投诉 {reference} 已处理完成。\n{note}\n如仍有问题，您可以要求重新处理。"),
        (UpdateKind.Closed, "{reference} is closed", "{reference} is closed. We would like to hear how well we did: please rate it.\n{note}", "{reference} 已结案", "投诉 {reference} 已结案，敬请评价我们的服务。\n{note}"),
        (UpdateKind.Reopened, "{reference} is taken up again", "{reference} is taken up again. We mean to have it resolved by {due}.", "{reference} 已重新受理", "投诉 {reference} 已重新受理，预计完成日期：{due}。"),
        (UpdateKind.Withdrawn, "{reference} is withdrawn", "{reference} was withdrawn.\n{note}", "{reference} 已撤回", "投诉 {reference} 已撤回。\n{note}"),
        (UpdateKind.Merged, "{reference} goes on with another", "Others told us of the same thing. {reference} goes on together with theirs, and we keep you informed.\n{note}", "{reference} 已合并处理", "其他住户也反映了同一问题，您的投诉 {reference} 将一并处理，进展会及时告知您。\n{note}"),
        (UpdateKind.FeeDisputeRuled, "{reference}: the fees that you withheld", "About the fees that you withhold because of {reference}, we have decided:\n{note}", "{reference} 争议费用处理结果", "关于您因投诉 {reference} 暂缓缴纳的费用，处理结果如下：\n{note}"),
        (UpdateKind.IncidentNotice, "{title} ({reference})", "{note}", "{title}（{reference}）", "{note}"),
    ];

    public static async Task Seed(ComplaintsDb db, CancellationToken cancel)
    {
        var has = await db.MessageTemplates.Select(t => new { t.Kind, t.Language }).Distinct().ToListAsync(cancel);
        foreach (var (kind, subject, body, subjectZh, bodyZh) in Texts)
            foreach (var (language, line, text) in new[] { ("en", subject, body), ("zh", subjectZh, bodyZh) })
                if (!has.Any(h => h.Kind == kind && h.Language == language)) db.Add(new MessageTemplate(kind, language, 1, line, text, null, Always));
        await db.SaveChangesAsync(cancel);
    }
}
