//! Where the offending values stand.

use crate::policy::Operation;
use crate::terraform::{
    Graph, Input, Passing, Plan, Resource, SourcePlace, StaticPlan, WrittenBlocks, locate as locate_in_plan,
};
use crate::text::{Source, Span};
use crate::value::Name;

use super::finding::{Finding, Location, Passage};

/// Gives findings of one input their places.
pub fn locate(findings: &mut [Finding], input: &Input, graph: &Graph) {
    match input {
        Input::Plan(plan) => {
            for finding in &mut *findings {
                finding.location = in_plan(finding, plan, graph);
            }
            if let Some(source) = &plan.written {
                in_source(findings, source, graph);
            }
        }
        Input::Source(source) => in_source(findings, source, graph),
    }
}

/// The place of the offending value in the plan's own text; a plan on one line has no places worth naming.
fn in_plan(finding: &Finding, plan: &Plan, graph: &Graph) -> Option<Location> {
    let source = &plan.source;
    if source.is_one_line() {
        return None;
    }
    let offset = graph.at(finding.subject())?.offset;
    let side = if finding.operation == Some(Operation::Delete) { "before" } else { "after" };
    let range = locate_in_plan(source.text(), offset, side, attribute(finding))?;
    Some(location(source, Span::new(range)))
}

/// The places of values in the source of a root module; what is not in it keeps the place that it has.
fn in_source(findings: &mut [Finding], source: &StaticPlan, graph: &Graph) {
    let resource = |finding: &Finding| graph.at(finding.subject());
    let asked: Vec<(&Resource, Vec<&str>)> =
        findings.iter().filter_map(|f| Some((resource(f)?, attributes(f)))).collect();
    let traces = source.trace(&asked);
    let known = findings.iter_mut().filter(|finding| graph.at(finding.subject()).is_some());
    for (finding, trace) in known.zip(traces) {
        let mut places = trace.iter();
        if let Some(place) = places.next() {
            finding.location = Some(location(&place.source, place.span));
            finding.chain = places.map(passage).collect();
        }
    }
}

/// The places of blocks of source, and of their arguments.
pub fn locate_blocks(findings: &mut [Finding], blocks: &WrittenBlocks) {
    let asked: Vec<(Name, &[String])> =
        findings.iter().map(|f| (f.address, f.attributes.as_slice())).collect();
    let places = blocks.places(&asked);
    for (finding, place) in findings.iter_mut().zip(places) {
        finding.location = place.map(|(source, span)| location(&source, span));
    }
}

/// The attributes that are to blame; the resource as a whole where none is.
fn attributes(finding: &Finding) -> Vec<&str> {
    if finding.attributes.is_empty() {
        vec![""]
    } else {
        finding.attributes.iter().map(String::as_str).collect()
    }
}

/// The attribute that is to blame first.
fn attribute(finding: &Finding) -> &str {
    finding.attributes.first().map_or("", String::as_str)
}

pub(super) fn location(source: &Source, span: Span) -> Location {
    let (start, end) = (source.position(span.start as usize), source.position(span.end as usize));
    Location {
        file: source.name().to_owned(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn passage(place: &SourcePlace) -> Passage {
    let what = match &place.what {
        Passing::Written | Passing::Missing => "written".to_owned(),
        Passing::Default(name) => format!("default of var.{name}"),
        Passing::Given(name) => format!("value of var.{name}"),
        Passing::Local(name) => format!("local.{name}"),
        Passing::Passed(call, name) => format!("passed to module.{call} as {name}"),
        Passing::Output(call, name) => format!("output {name} of module.{call}"),
        Passing::Repeated => "repeated over".to_owned(),
        Passing::Used => "used".to_owned(),
        Passing::Fetched(call) => format!("fetched for module.{call}"),
    };
    Passage { what, location: location(&place.source, place.span) }
}
